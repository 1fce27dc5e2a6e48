package io.dealrank.features.pointintime;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Facts and questions in; every question with its answers out, one struct per group. */
final class AnswerIterator extends EntityIterator<AnswerIterator.Entity> {
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

  /** An entity and its last answers: a list's questions about its searcher are one. */
  static final class Entity {
    private final GroupSweep[] sweeps;
    private Row[] answers;
    private long answeredAt;

    private Entity(GroupSweep[] sweeps) {
      this.sweeps = sweeps;
    }
  }

  @Override
  Entity begin(String name) {
    GroupSweep[] sweeps = new GroupSweep[name == null ? 0 : plans.size()];
    for (int g = 0; g < sweeps.length; g++) {
      sweeps[g] = new GroupSweep(plans.get(g), readers.get(g), priors.get(g), Long.MIN_VALUE);
    }
    return new Entity(sweeps);
  }

  @Override
  void accept(Entity entity, Row row) {
    int which = row.getInt(kind);
    if (which == SortedStream.QUESTION) {
      emit(answer(entity, row));
    } else {
      int group = which - SortedStream.FACT;
      entity.sweeps[group].add(row.getStruct(facts[group]), row.getLong(at));
      entity.answers = null;
    }
  }

  private Row answer(Entity entity, Row row) {
    Row asked = row.getStruct(question);
    int width = asked.size();
    Object[] cells = new Object[width + plans.size()];
    for (int i = 0; i < width; i++) {
      cells[i] = asked.get(i);
    }
    if (!row.isNullAt(at)) {
      Row[] answers = answers(entity, row.getLong(at));
      System.arraycopy(answers, 0, cells, width, answers.length);
    }
    return RowFactory.create(cells);
  }

  private Row[] answers(Entity entity, long asOf) {
    if (entity.answers == null || entity.answeredAt != asOf) {
      Row[] answers = new Row[entity.sweeps.length];
      for (int g = 0; g < answers.length; g++) {
        answers[g] = answer(entity.sweeps[g], asOf);
      }
      entity.answers = answers;
      entity.answeredAt = asOf;
    }
    return entity.answers;
  }

  private Row answer(GroupSweep sweep, long asOf) {
    sweep.advance(asOf);
    Object[] values = sweep.values(asOf, true);
    if (latest) {
      values = Arrays.copyOf(values, values.length + 1);
      long used = sweep.latestFact();
      values[values.length - 1] = used == Long.MIN_VALUE ? null : instant(used);
    }
    return RowFactory.create(values);
  }

  @Override
  void end(Entity entity) {}
}
