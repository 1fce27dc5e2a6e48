package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** One row per known entity: entity_id and its state as of one midnight. */
final class StateIterator extends MidnightIterator {
  StateIterator(
      Iterator<Row> stream, StructType schema, GroupPlan plan, long day, long foldedBefore) {
    super(stream, schema, plan, Priors.NONE, day, day, foldedBefore);
  }

  @Override
  void midnight(String entity, long epochDay, GroupSweep sweep) {
    emit(RowFactory.create(entity, sweep.save()));
  }
}
