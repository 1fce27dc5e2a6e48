package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** States and facts of one group in; stops at each midnight of a period and after its last. */
abstract class MidnightIterator extends EntityIterator {
  static final long DAY = 86_400_000_000L;

  private final GroupPlan plan;
  private final FactReader reader;
  private final Priors priors;
  private final long firstDay;
  private final long lastDay;
  private final long foldedBefore;
  private final int at;
  private final int kind;
  private final int state;
  private final int fact;
  private GroupSweep sweep;
  private long day;

  /**
   * Sweeps the midnights [firstDay, lastDay].
   *
   * @param foldedBefore what became known before this instant is in the states, microseconds;
   *     {@link Long#MIN_VALUE}: there are none
   */
  MidnightIterator(
      Iterator<Row> stream,
      StructType schema,
      GroupPlan plan,
      Priors priors,
      long firstDay,
      long lastDay,
      long foldedBefore) {
    super(stream, schema.fieldIndex("entity_id"));
    this.plan = plan;
    this.reader = new FactReader(plan.layout());
    this.priors = priors;
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.foldedBefore = foldedBefore;
    this.at = schema.fieldIndex("at");
    this.kind = schema.fieldIndex("kind");
    this.state = schema.getFieldIndex("state").isDefined() ? schema.fieldIndex("state") : -1;
    this.fact = schema.fieldIndex("fact0");
  }

  /** The entity as of a midnight, at which something is known of it. */
  abstract void midnight(long epochDay, GroupSweep sweep);

  /** The entity as of the last midnight, something known of it or not. */
  void last(GroupSweep sweep) {}

  @Override
  final void begin() {
    sweep = new GroupSweep(plan, reader, priors, foldedBefore);
    day = firstDay;
  }

  @Override
  final void accept(Row row) {
    if (row.getInt(kind) == SortedStream.STATE) {
      sweep.restore((byte[]) row.get(state));
      return;
    }
    long time = row.getLong(at);
    while (day <= lastDay && day * DAY <= time) {
      stop();
    }
    sweep.add(row.getStruct(fact), time);
  }

  private void stop() {
    sweep.advance(day * DAY);
    if (sweep.known()) {
      midnight(day, sweep);
    }
    day++;
  }

  @Override
  final void end() {
    while (day <= lastDay) {
      stop();
    }
    last(sweep);
    sweep = null;
  }
}
