package io.dealrank.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.Names;
import io.dealrank.jobs.stackexchange.DumpFile;
import io.dealrank.jobs.stackexchange.DumpReader;
import io.dealrank.jobs.stackexchange.DumpRows;
import io.dealrank.jobs.stackexchange.StackExchangeTables;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The source format {@code stackexchange}: the official XML dump of a site as tables. Each file is
 * parsed once; the parsed rows (numbers, not texts) are kept until {@link #close}, on disk where
 * memory does not hold them.
 */
final class StackExchangeDump implements AutoCloseable {
  static final String FORMAT = "stackexchange";
  private static final List<String> TABLES =
      List.of("answers", "contacts", "questions", "votes", "comments");

  private final List<DumpRows> files;
  private final StackExchangeTables tables;

  StackExchangeDump(SparkSession spark, String folder) {
    files =
        List.of(
            read(spark, folder, DumpFile.POSTS),
            read(spark, folder, DumpFile.VOTES),
            read(spark, folder, DumpFile.COMMENTS));
    tables = StackExchangeTables.of(files.get(0).rows(), files.get(1).rows(), files.get(2).rows());
  }

  private static DumpRows read(SparkSession spark, String folder, DumpFile file) {
    DumpRows rows = DumpReader.read(spark, new Path(folder), file);
    return new DumpRows(file, rows.parsed().persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /** A table by name: answers, contacts, questions, votes or comments. */
  Dataset<Row> table(String name) {
    return switch (String.valueOf(name)) {
      case "answers" -> tables.answers();
      case "contacts" -> tables.contacts();
      case "questions" -> tables.questions();
      case "votes" -> tables.votes();
      case "comments" -> tables.comments();
      default ->
          throw new ConfigurationException(
              "source format stackexchange has no table '" + name + "'.",
              "A dump is read as the tables " + String.join(", ", TABLES) + ".",
              "Write options: {table: " + Names.nearest(String.valueOf(name), TABLES) + "}.");
    };
  }

  /** Lines and rows of the dump that reached no table, with their reasons. */
  Dataset<Row> setAside() {
    Dataset<Row> all = quarantine(tables.quarantine());
    for (DumpRows file : files) {
      all = all.unionByName(quarantine(file.malformed()));
    }
    return all;
  }

  private static Dataset<Row> quarantine(Dataset<Row> rows) {
    return rows.select(
        array(col("reason")).as("reasons"), to_json(struct(col("*"))).as("source_row"));
  }

  /** Reason, rows, example. */
  Dataset<Row> setAsideCounts() {
    return setAside()
        .groupBy(element_at(col("reasons"), 1).as("reason"))
        .agg(count(lit(1)).as("rows"), min("source_row").as("example"))
        .orderBy("reason");
  }

  @Override
  public void close() {
    for (DumpRows file : files) {
      var unused = file.parsed().unpersist();
    }
  }
}
