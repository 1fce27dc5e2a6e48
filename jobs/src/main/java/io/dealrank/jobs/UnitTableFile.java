package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table given by its path on the command line: CSV and TSV with a header by their extension,
 * Delta where the folder holds a log, else Parquet.
 */
record UnitTableFile(SparkSession spark, String option, String path) {
  Dataset<Row> read() {
    requireExists();
    String name = path.toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".csv") || name.endsWith(".tsv")) {
        return spark
            .read()
            .option("header", "true")
            .option("sep", name.endsWith(".tsv") ? "\t" : ",")
            .option("mode", "FAILFAST")
            .csv(path);
      }
      DeltaFolder delta = new DeltaFolder(spark, path);
      return delta.exists()
          ? spark.read().format("delta").load(delta.path())
          : spark.read().parquet(path);
    } catch (Exception failed) {
      throw unreadable(failed);
    }
  }

  /** What a broken row or file is told as. */
  ConfigurationException unreadable(Exception failed) {
    Throwable root = failed;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    ConfigurationException told =
        new ConfigurationException(
            "table " + path + " cannot be read.",
            reason,
            "Give with --"
                + option
                + " a .csv or .tsv file with a header, or a folder of Parquet or Delta.");
    told.initCause(failed);
    return told;
  }

  private void requireExists() {
    try {
      Path file = new Path(path);
      FileSystem files = file.getFileSystem(spark.sessionState().newHadoopConf());
      if (!files.exists(file)) {
        throw new ConfigurationException(
            "table " + path + " does not exist.",
            "It was given with --" + option + ".",
            "Give an existing .csv or .tsv file, or a folder of Parquet or Delta.");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
