package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One row per known entity: entity_id and its state as of one midnight. */
final class StateIterator extends MidnightIterator {
  StateIterator(Iterator<Row> stream, MidnightSweep midnights) {
    super(stream, midnights, Priors.NONE);
  }

  @Override
  void midnight(String entity, long epochDay, GroupSweep sweep) {
    emit(RowFactory.create(entity, sweep.save()));
  }
}
