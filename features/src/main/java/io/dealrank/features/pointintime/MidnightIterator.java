package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** States and facts of one group in; stops at each midnight of a period and after its last. */
abstract class MidnightIterator extends EntityIterator<MidnightIterator.Midnights> {
  static final long DAY = 86_400_000_000L;

  private final MidnightSweep midnights;
  private final FactReader reader;
  private final Priors priors;
  private final long lastDay;
  private final int at;
  private final int kind;
  private final int state;
  private final int fact;

  /** An entity on its way from midnight to midnight. */
  static final class Midnights {
    private final String entity;
    private final GroupSweep sweep;
    private long day;

    private Midnights(String entity, GroupSweep sweep, long day) {
      this.entity = entity;
      this.sweep = sweep;
      this.day = day;
    }
  }

  MidnightIterator(Iterator<Row> stream, MidnightSweep midnights, Priors priors) {
    super(stream, midnights.columns());
    this.midnights = midnights;
    this.reader = new FactReader(midnights.plan().layout());
    this.priors = priors;
    this.lastDay = midnights.lastDay();
    StructType schema = midnights.columns();
    this.at = schema.fieldIndex("at");
    this.kind = schema.fieldIndex("kind");
    this.state = schema.getFieldIndex("state").isDefined() ? schema.fieldIndex("state") : -1;
    this.fact = schema.fieldIndex("fact0");
  }

  /** The entity as of a midnight at which something is known of it. */
  abstract void midnight(String entity, long epochDay, GroupSweep sweep);

  @Override
  final Midnights begin(String name) {
    GroupSweep sweep = new GroupSweep(midnights.plan(), reader, priors, midnights.foldedBefore());
    return new Midnights(name, sweep, midnights.firstDay());
  }

  @Override
  final void accept(Midnights of, Row row) {
    if (row.getInt(kind) == SortedStream.STATE) {
      of.sweep.restore((byte[]) row.get(state));
      return;
    }
    long time = row.getLong(at);
    while (of.day <= lastDay && of.day * DAY <= time) {
      stop(of);
    }
    of.sweep.add(row.getStruct(fact), time);
  }

  private void stop(Midnights of) {
    of.sweep.advance(of.day * DAY);
    if (of.sweep.known()) {
      midnight(of.entity, of.day, of.sweep);
    }
    of.day++;
  }

  @Override
  final void end(Midnights of) {
    while (of.day <= lastDay) {
      stop(of);
    }
  }
}
