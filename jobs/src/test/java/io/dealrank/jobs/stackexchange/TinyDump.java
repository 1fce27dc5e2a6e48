package io.dealrank.jobs.stackexchange;

import java.net.URISyntaxException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The hand-written dump of the tests: three questions, seven answers that can be listed. */
record TinyDump(DumpRows posts, DumpRows votes, DumpRows comments) {

  static TinyDump read(SparkSession spark) {
    return new TinyDump(
        DumpReader.read(spark, folder(), DumpFile.POSTS),
        DumpReader.read(spark, folder(), DumpFile.VOTES),
        DumpReader.read(spark, folder(), DumpFile.COMMENTS));
  }

  static Path folder() {
    try {
      return new Path(TinyDump.class.getResource("/stackexchange/tiny/Posts.xml").toURI())
          .getParent();
    } catch (URISyntaxException cause) {
      throw new IllegalStateException(cause);
    }
  }

  StackExchangeTables tables() {
    return StackExchangeTables.of(posts.rows(), votes.rows(), comments.rows());
  }

  /** The rows as text, cells separated by a comma. */
  static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(",")).toList();
  }
}
