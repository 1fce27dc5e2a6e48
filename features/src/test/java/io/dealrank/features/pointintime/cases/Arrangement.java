package io.dealrank.features.pointintime.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * In which order and how many partitions the rows of facts and questions lie.
 *
 * @param seed of the shuffle; null: the order of the files
 * @param partitions how many; null: as Spark likes
 */
public record Arrangement(Long seed, Integer partitions) {
  /** As the files have them. */
  public static final Arrangement PLAIN = new Arrangement(null, null);

  Dataset<Row> table(SparkSession spark, List<Row> rows, StructType schema) {
    List<Row> ordered = new ArrayList<>(rows);
    if (seed != null) {
      Collections.shuffle(ordered, new Random(seed));
    }
    Dataset<Row> table = spark.createDataFrame(ordered, schema);
    return partitions == null ? table : table.repartition(partitions);
  }
}
