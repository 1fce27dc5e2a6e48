package io.dealrank.ranking;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/**
 * A ranker that learns P(label = 1 | features) row by row with a spark.ml classifier.
 *
 * <p>Own parameter: {@code trainingPartitions} (default 0: one per 50,000 rows, at least 4; a part
 * of the model's definition, like the seed).
 */
public abstract class ClassifierRanker extends FeatureRanker {
  private static final long ROWS_PER_PARTITION = 50_000;
  private static final long FEWEST = 4;

  private final IntParam trainingPartitions;

  protected ClassifierRanker(String uid) {
    super(uid);
    trainingPartitions =
        new IntParam(
            this,
            "trainingPartitions",
            "number of partitions rows are trained in, 0: one per 50,000 rows, at least 4; another number is another model",
            ParamValidators.<Object>gtEq(0));
    setDefault(trainingPartitions, 0);
  }

  @Override
  protected final int partitions(TrainingSummary summary) {
    int chosen = (int) getOrDefault(trainingPartitions);
    return chosen > 0 ? chosen : (int) Math.max(FEWEST, summary.rows() / ROWS_PER_PARTITION);
  }

  public final IntParam trainingPartitions() {
    return trainingPartitions;
  }

  public final ClassifierRanker setTrainingPartitions(int count) {
    set(trainingPartitions, count);
    return this;
  }
}
