package io.dealrank.ranking;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A process of its own that loads a model and writes down what it is. */
final class LoadedElsewhere {
  private LoadedElsewhere() {}

  /** Arguments: where the model lies, the file to write. */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      RankingModel model = RankingModel.load(arguments[0]);
      Files.writeString(Path.of(arguments[1]), model.uid() + " " + model.featureWeights());
    }
  }
}
