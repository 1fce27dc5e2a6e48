package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per entity and midnight: entity_id, as_of, then the group's features, then perhaps its
 * state as of the last midnight.
 */
final class SnapshotIterator extends MidnightIterator {
  private final long lastDay;
  private final boolean withState;

  /**
   * Snapshots of the midnights [firstDay, lastDay].
   *
   * @param withState whether rows end with the state: null but on the last day
   */
  SnapshotIterator(
      Iterator<Row> stream,
      StructType schema,
      GroupPlan plan,
      Priors priors,
      long firstDay,
      long lastDay,
      long foldedBefore,
      boolean withState) {
    super(stream, schema, plan, priors, firstDay, lastDay, foldedBefore);
    this.lastDay = lastDay;
    this.withState = withState;
  }

  @Override
  void midnight(String entity, long epochDay, GroupSweep sweep) {
    Object[] features = sweep.values(epochDay * DAY, false);
    Object[] cells = new Object[features.length + (withState ? 3 : 2)];
    cells[0] = entity;
    cells[1] = PointInTime.instant(epochDay * DAY);
    System.arraycopy(features, 0, cells, 2, features.length);
    if (withState && epochDay == lastDay) {
      cells[features.length + 2] = sweep.save();
    }
    emit(RowFactory.create(cells));
  }
}
