package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** One row per entity and midnight: entity_id, as_of, then the group's features. */
final class SnapshotIterator extends MidnightIterator {
  SnapshotIterator(
      Iterator<Row> stream,
      StructType schema,
      GroupPlan plan,
      Priors priors,
      long firstDay,
      long lastDay,
      long foldedBefore) {
    super(stream, schema, plan, priors, firstDay, lastDay, foldedBefore);
  }

  @Override
  void midnight(String entity, long epochDay, GroupSweep sweep) {
    Object[] features = sweep.values(epochDay * DAY, false);
    Object[] cells = new Object[features.length + 2];
    cells[0] = entity;
    cells[1] = PointInTime.instant(epochDay * DAY);
    System.arraycopy(features, 0, cells, 2, features.length);
    emit(RowFactory.create(cells));
  }
}
