package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.evaluation.exposure.Coverage;
import io.dealrank.evaluation.exposure.ValueCounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Which listings stand in the first k places in production order and in the model's: one row per
 * listing of the lists, from which concentration ({@link #counts}) and coverage ({@link #coverage})
 * follow.
 *
 * <p>Listings are told apart by 53 bits of a hash, so that of ten million about one pair in a
 * hundred runs of this is taken for one listing.
 *
 * @param k places, at least 1
 */
public record TopExposure(int k) {
  /** DOUBLE column of the rankings: 1 where the listing was new at the search, else 0 or null. */
  public static final String IS_NEW = "is_new";

  private static final String LISTING = "listing_key";

  /** Quantities of {@link #counts}. */
  public static final List<String> QUANTITIES = List.of("production_top", "model_top", "outcomes");

  private static final StructType PLACES =
      StructType.fromDDL(
          """
          listing BIGINT, production_top BOOLEAN, model_top BOOLEAN, outcome BOOLEAN,
          is_new BOOLEAN, by_chance DOUBLE
          """);

  public TopExposure {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ": look at the first 1 or more places");
    }
  }

  /**
   * One row per listing: {@code listing, production_top, model_top, outcomes} (times in the first k
   * places of either order, label above 0), {@code production_new, model_new} (of these times those
   * as a new listing) and {@code new_by_chance}. Two shuffles.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA} with {@link #IS_NEW}
   */
  public Dataset<Row> byListing(Dataset<Row> rankings, Layout layout) {
    int first = k;
    Dataset<Row> keyed =
        rankings.withColumn(
            LISTING, shiftrightunsigned(xxhash64(col("listing_id")), 11).cast("double"));
    return EachList.flatMap(
            keyed, layout, List.of(LISTING, IS_NEW), PLACES, list -> places(list, first))
        .groupBy(col("listing"))
        .agg(
            count_if(col("production_top")).as("production_top"),
            count_if(col("model_top")).as("model_top"),
            count_if(col("outcome")).as("outcomes"),
            count_if(col("production_top").and(col("is_new"))).as("production_new"),
            count_if(col("model_top").and(col("is_new"))).as("model_new"),
            sum(col("by_chance")).as("new_by_chance"));
  }

  private static Iterator<Row> places(JudgedList list, int k) {
    double[] listings = list.feature(0);
    double[] isNew = list.feature(1);
    int[] labels = list.labels();
    int n = labels.length;
    boolean[] modelTop = new boolean[n];
    int[] order = RankedScores.descending(list.modelScores()).order();
    for (int rank = 0; rank < Math.min(k, n); rank++) {
      modelTop[order[rank]] = true;
    }
    List<Row> rows = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      boolean fresh = isNew[i] == 1;
      rows.add(
          RowFactory.create(
              (long) listings[i],
              i < k,
              modelTop[i],
              labels[i] > 0,
              fresh,
              fresh ? (double) Math.min(k, n) / n : 0.0));
    }
    return rows.iterator();
  }

  /**
   * How many listings have how much of each of {@link #QUANTITIES}: rows of {@code quantity, value,
   * listings}, as many as there are different values.
   */
  public static Dataset<Row> counts(Dataset<Row> byListing) {
    Column[] entries =
        QUANTITIES.stream()
            .map(q -> (Column) struct(lit(q).as("quantity"), col(q).as("value")))
            .toArray(Column[]::new);
    return byListing
        .select(explode(array(entries)).as("entry"))
        .groupBy(col("entry.quantity").as("quantity"), col("entry.value").as("value"))
        .agg(count(lit(1)).as("listings"));
  }

  /** One quantity of the collected rows of {@link #counts}. */
  public static ValueCounts of(String quantity, List<Row> counts) {
    TreeMap<Long, Long> listings = new TreeMap<>();
    for (Row row : counts) {
      if (row.<String>getAs("quantity").equals(quantity)) {
        listings.put(row.getAs("value"), row.getAs("listings"));
      }
    }
    return new ValueCounts(listings);
  }

  /** The coverage of both orders. */
  public record Both(Coverage production, Coverage model) {}

  /** Coverage of both orders by rows of {@link #byListing}; the catalogue is the listings shown. */
  public static Both coverage(Dataset<Row> byListing) {
    Row sums =
        byListing
            .agg(
                count(lit(1)).as("listings"),
                count_if(col("production_top").gt(0)).as("production_listings"),
                count_if(col("model_top").gt(0)).as("model_listings"),
                total("production_top"),
                total("model_top"),
                total("production_new"),
                total("model_new"),
                coalesce(sum("new_by_chance"), lit(0.0)).as("by_chance"))
            .head();
    return new Both(coverage(sums, "production"), coverage(sums, "model"));
  }

  private static Column total(String column) {
    return coalesce(sum(column), lit(0L)).as(column);
  }

  private static Coverage coverage(Row sums, String order) {
    double listings = sums.<Long>getAs("listings");
    double reached = sums.<Long>getAs(order + "_listings") / listings;
    double slots = sums.<Long>getAs(order + "_top");
    double ofNew = sums.<Long>getAs(order + "_new");
    double byChance = sums.getAs("by_chance");
    return new Coverage(
        reached, reached, ofNew / slots, byChance == 0 ? Double.NaN : ofNew / byChance);
  }
}
