package io.dealrank.evaluation.position;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Lists of ten of thirty listings. P(contact) = e_k p of the listing; unless a list is shuffled the
 * better listings stand higher, with noise.
 */
final class Traffic {
  static final int LENGTH = 10;
  private static final int LISTINGS = 30;
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "query_id STRING, listing_id STRING, position INT, shuffled BOOLEAN, label_contact INT");

  private Traffic() {}

  /** Lists with examination k^-eta, a fifth of them shuffled. */
  static Dataset<Row> table(SparkSession spark, int lists, double eta, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int q = 0; q < lists; q++) {
      boolean shuffled = q % 5 == 0;
      double[] order = new double[LISTINGS];
      List<Integer> listings = new ArrayList<>();
      for (int i = 0; i < LISTINGS; i++) {
        order[i] = (shuffled ? 0 : 4 * probability(i)) + random.nextGaussian();
        listings.add(i);
      }
      listings.sort((a, b) -> Double.compare(order[b], order[a]));
      for (int k = 1; k <= LENGTH; k++) {
        int listing = listings.get(k - 1);
        double p = Math.pow(k, -eta) * probability(listing);
        rows.add(
            RowFactory.create(
                "q" + q, "l" + listing, k, shuffled, random.nextDouble() < p ? 1 : 0));
      }
    }
    return spark.createDataFrame(rows, SCHEMA).coalesce(2);
  }

  private static double probability(int listing) {
    return 0.1 + 0.8 * listing / LISTINGS;
  }
}
