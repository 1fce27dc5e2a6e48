package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per entity and midnight: entity_id, as_of, then the group's features, then perhaps its
 * state as of the last midnight.
 */
final class SnapshotIterator extends MidnightIterator {
  private final long lastDay;
  private final boolean withState;

  /**
   * Snapshots of the midnights.
   *
   * @param withState whether rows end with the state: null but on the last day
   */
  SnapshotIterator(
      Iterator<Row> stream, MidnightSweep midnights, Priors priors, boolean withState) {
    super(stream, midnights, priors);
    this.lastDay = midnights.lastDay();
    this.withState = withState;
  }

  @Override
  void midnight(String entity, long epochDay, GroupSweep sweep) {
    Object[] features = sweep.values(epochDay * DAY, false);
    Object[] cells = new Object[features.length + (withState ? 3 : 2)];
    cells[0] = entity;
    cells[1] = instant(epochDay * DAY);
    System.arraycopy(features, 0, cells, 2, features.length);
    if (withState && epochDay == lastDay) {
      cells[features.length + 2] = sweep.save();
    }
    emit(RowFactory.create(cells));
  }
}
