package io.dealrank.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Random judged impressions with a planted truth: {@code P(label = 1) = sigmoid(2 a - 2 * (b is
 * missing))}; {@code noise} and {@code flat} say nothing, {@code empty} is all null.
 */
public final class Impressions {
  public static final StructType SCHEMA =
      StructType.fromDDL(
          "query_id STRING, listing_id STRING, position INT, label INT, weight DOUBLE,"
              + " a DOUBLE, b DOUBLE, noise DOUBLE, flat DOUBLE, empty DOUBLE,"
              + " contacts DOUBLE, responses DOUBLE");

  private Impressions() {}

  /** The rows, ten to a query. */
  public static List<Row> random(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      Double b = random.nextInt(3) == 0 ? null : (Double) random.nextGaussian();
      double logOdds = 2 * a - (b == null ? 2 : 0);
      int label = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
      Double contacts = random.nextInt(4) == 0 ? null : (Double) (double) random.nextInt(30);
      Double responses =
          contacts == null ? null : (Double) Math.floor(contacts * random.nextDouble());
      rows.add(
          RowFactory.create(
              "q" + i / 10,
              "l" + i,
              i % 10 + 1,
              label,
              0.5 + random.nextDouble(),
              a,
              b,
              random.nextGaussian(),
              7.1,
              null,
              contacts,
              responses));
    }
    return rows;
  }

  public static Dataset<Row> table(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA).coalesce(1);
  }
}
