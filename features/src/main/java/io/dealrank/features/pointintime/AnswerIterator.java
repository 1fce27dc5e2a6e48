package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Facts, then questions, of one entity after another in; every question with its answers out. */
final class AnswerIterator implements Iterator<Row> {
  private final Iterator<Row> stream;
  private final List<FeatureGroup> groups;

  private boolean started;
  private String entity;
  private GroupTimelines[] timelines;
  private Row question;

  AnswerIterator(Iterator<Row> stream, List<FeatureGroup> groups) {
    this.stream = stream;
    this.groups = groups;
  }

  @Override
  public boolean hasNext() {
    while (question == null && stream.hasNext()) {
      Row row = stream.next();
      String of = row.getAs("entity_id");
      if (!started || !Objects.equals(of, entity)) {
        started = true;
        entity = of;
        timelines = groups.stream().map(GroupTimelines::new).toArray(GroupTimelines[]::new);
      }
      if (row.isNullAt(row.fieldIndex("group"))) {
        question = row;
      } else {
        int group = row.getAs("group");
        timelines[group].add(
            row.getList(row.fieldIndex("slots")), row.getList(row.fieldIndex("buckets")));
      }
    }
    return question != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException();
    }
    Row asked = question.getStruct(question.fieldIndex("question"));
    int width = asked.size();
    Object[] cells = new Object[width + timelines.length];
    for (int i = 0; i < width; i++) {
      cells[i] = asked.get(i);
    }
    int time = question.fieldIndex("as_of");
    boolean answerable = entity != null && !question.isNullAt(time);
    for (int g = 0; g < timelines.length; g++) {
      cells[width + g] =
          answerable ? RowFactory.create(timelines[g].values(question.getLong(time))) : null;
    }
    question = null;
    return RowFactory.create(cells);
  }
}
