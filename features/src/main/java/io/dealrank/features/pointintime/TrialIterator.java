package io.dealrank.features.pointintime;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a partition's entities contribute to the fit of priors: per midnight, column and bucket the
 * number of entities with trials n and successes k, and Σn, Σk, Σn², Σk²/n.
 */
final class TrialIterator extends MidnightIterator {
  private record Key(long day, String column, String bucket) {}

  private static final class Moments {
    private long entities;
    private long trials;
    private long successes;
    private final ExactSum squaredTrials = new ExactSum();
    private final ExactSum squaredSuccesses = new ExactSum();
  }

  private final Map<Key, Moments> moments = new HashMap<>();

  TrialIterator(Iterator<Row> stream, MidnightSweep midnights) {
    super(stream, midnights, Priors.NONE);
  }

  @Override
  void midnight(String entity, long epochDay, GroupSweep sweep) {
    sweep.trials(
        epochDay * DAY,
        (column, bucket, trials, successes) -> {
          Moments sum =
              moments.computeIfAbsent(new Key(epochDay, column, bucket), k -> new Moments());
          sum.entities++;
          sum.trials += trials;
          sum.successes += (long) successes;
          sum.squaredTrials.addProduct(trials, trials);
          sum.squaredSuccesses.add(successes * successes / trials);
        });
  }

  @Override
  void endOfPartition() {
    moments.forEach(
        (key, sum) ->
            emit(
                RowFactory.create(
                    key.day(),
                    key.column(),
                    key.bucket().equals(BetaPrior.TOTAL) ? null : key.bucket(),
                    sum.entities,
                    sum.trials,
                    sum.successes,
                    sum.squaredTrials.parts(),
                    sum.squaredSuccesses.parts())));
    moments.clear();
  }
}
