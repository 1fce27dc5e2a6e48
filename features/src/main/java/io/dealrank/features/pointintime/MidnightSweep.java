package io.dealrank.features.pointintime;

import io.dealrank.features.pointintime.PointInTime.Carried;
import java.io.Serializable;
import java.time.LocalDate;
import org.apache.spark.sql.types.StructType;

/**
 * At which midnights one group's entities are looked at, and from what; made on the driver, sent to
 * the tasks.
 *
 * @param columns of the stream of states and facts
 * @param firstDay the first midnight, days since 1970
 * @param lastDay the last midnight, included
 * @param foldedBefore what became known before this instant is in the states, microseconds; {@link
 *     Long#MIN_VALUE}: there are none
 */
record MidnightSweep(
    StructType columns, GroupPlan plan, long firstDay, long lastDay, long foldedBefore)
    implements Serializable {

  /**
   * The midnights [from, to] of a stream of one group.
   *
   * @param carried the states in the stream; null: there are none
   */
  static MidnightSweep of(SortedStream stream, LocalDate from, LocalDate to, Carried carried) {
    return new MidnightSweep(
        stream.schema(),
        new GroupPlan(stream.layouts().get(0)),
        from.toEpochDay(),
        to.toEpochDay(),
        carried == null ? Long.MIN_VALUE : carried.asOf().toEpochDay() * MidnightIterator.DAY);
  }
}
