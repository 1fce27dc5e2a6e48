package io.dealrank.features.pointintime;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Facts and questions in; every question with its answers out, one struct per group. */
final class AnswerIterator extends EntityIterator<GroupSweep[]> {
  private final List<GroupPlan> plans;
  private final List<FactReader> readers;
  private final List<Priors> priors;
  private final boolean latest;
  private final int at;
  private final int kind;
  private final int question;
  private final int[] facts;

  /**
   * Answers questions.
   *
   * @param latest whether each answer ends with the time of the latest fact that it used
   */
  AnswerIterator(
      Iterator<Row> stream,
      StructType schema,
      List<GroupPlan> plans,
      List<Priors> priors,
      boolean latest) {
    super(stream, schema);
    this.plans = plans;
    this.readers = plans.stream().map(plan -> new FactReader(plan.layout())).toList();
    this.priors = priors;
    this.latest = latest;
    this.at = schema.fieldIndex("at");
    this.kind = schema.fieldIndex("kind");
    this.question = schema.fieldIndex("question");
    this.facts = new int[plans.size()];
    for (int g = 0; g < facts.length; g++) {
      facts[g] = schema.fieldIndex("fact" + g);
    }
  }

  @Override
  GroupSweep[] begin(String name) {
    GroupSweep[] sweeps = new GroupSweep[name == null ? 0 : plans.size()];
    for (int g = 0; g < sweeps.length; g++) {
      sweeps[g] = new GroupSweep(plans.get(g), readers.get(g), priors.get(g), Long.MIN_VALUE);
    }
    return sweeps;
  }

  @Override
  void accept(GroupSweep[] sweeps, Row row) {
    int which = row.getInt(kind);
    if (which == SortedStream.QUESTION) {
      emit(answer(sweeps, row));
    } else {
      int group = which - SortedStream.FACT;
      sweeps[group].add(row.getStruct(facts[group]), row.getLong(at));
    }
  }

  private Row answer(GroupSweep[] sweeps, Row row) {
    Row asked = row.getStruct(question);
    int width = asked.size();
    Object[] cells = new Object[width + plans.size()];
    for (int i = 0; i < width; i++) {
      cells[i] = asked.get(i);
    }
    if (!row.isNullAt(at)) {
      long asOf = row.getLong(at);
      for (int g = 0; g < sweeps.length; g++) {
        sweeps[g].advance(asOf);
        Object[] values = sweeps[g].values(asOf, true);
        if (latest) {
          values = java.util.Arrays.copyOf(values, values.length + 1);
          long used = sweeps[g].latestFact();
          values[values.length - 1] = used == Long.MIN_VALUE ? null : PointInTime.instant(used);
        }
        cells[width + g] = RowFactory.create(values);
      }
    }
    return RowFactory.create(cells);
  }

  @Override
  void end(GroupSweep[] sweeps) {}
}
