package io.dealrank.ranking.benchmark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Target features of MovieLens: for each row the share of likes among the training rows with the
 * same key, shrunk to that of a coarser key,
 *
 * <pre>
 * rate = (likes + strength * rate of the coarser key) / (rows + strength)
 * </pre>
 *
 * and the logarithm of how many rows those are. A row that lies in several keys of one kind (a
 * movie of three genres) counts the rows of all. Which training rows are counted: those outside the
 * row's own fold, or those of an earlier second: never the row itself.
 */
final class TargetFeatures {
  /** Kind of key, and the coarser kind that it is shrunk to. */
  private static final Map<String, String> COARSER = new LinkedHashMap<>();

  static {
    COARSER.put("user", "all");
    COARSER.put("movie", "all");
    COARSER.put("user_genre", "user");
    COARSER.put("user_decade", "user");
    COARSER.put("movie_gender", "movie");
    COARSER.put("movie_age", "movie");
    COARSER.put("occupation_genre", "all");
  }

  private static final List<String> COUNTED = List.of("user", "movie", "user_genre");
  private static final int OCCUPATIONS = 3;
  private static final int GENRES = 24;
  private static final int YEAR = 43;
  private static final double HALF = 0.5;

  private final Column known = when(col("learnt"), col("label"));
  private final Dataset<Row> keyed;
  private final Dataset<Row> rows;
  private final double strength;

  /**
   * Features of training and other rows, which {@code learnt} tells apart.
   *
   * @param strength rows that the coarser rate counts for
   */
  TargetFeatures(Dataset<Row> rows, double strength) {
    this.rows = rows;
    this.strength = strength;
    keyed =
        rows.select(
            col("user"),
            col("movie"),
            col("time"),
            known.as("known"),
            explode(array_compact(array(keys()))).as("key"));
  }

  /** The features and their rates' names, in the order of the columns that are added. */
  static List<String> names() {
    return Stream.concat(
            COARSER.keySet().stream().map(kind -> kind + "_rate"),
            COUNTED.stream().map(kind -> kind + "_rows"))
        .toList();
  }

  /** Counts the training rows of other folds; rows that are not learnt from have all of them. */
  Dataset<Row> outOfFold(int folds) {
    Column fold =
        when(
            col("known").isNotNull(),
            pmod(xxhash64(col("user"), col("movie"), lit("target")), lit(folds)));
    WindowSpec all = Window.partitionBy("key");
    WindowSpec own = Window.partitionBy(col("key"), col("fold"));
    return features(
        keyed.withColumn("fold", fold),
        value -> sum(value).over(all).minus(coalesce(sum(value).over(own), lit(0.0))));
  }

  /** Counts the training rows of earlier seconds. */
  Dataset<Row> asOf() {
    WindowSpec before =
        Window.partitionBy("key").orderBy("time").rangeBetween(Window.unboundedPreceding(), -1);
    return features(keyed, value -> sum(value).over(before));
  }

  /** Counts all training rows, a training row itself too: what not to do. */
  Dataset<Row> withOwnLabel() {
    WindowSpec all = Window.partitionBy("key");
    return features(keyed, value -> sum(value).over(all));
  }

  private interface Counted {
    Column sum(Column value);
  }

  private Dataset<Row> features(Dataset<Row> keys, Counted counted) {
    Column one = col("known").isNotNull().cast("double");
    Dataset<Row> sums =
        keys.withColumn("likes", counted.sum(coalesce(col("known"), lit(0.0))))
            .withColumn("rows", counted.sum(one));
    List<Column> totals = new ArrayList<>();
    for (String kind : Stream.concat(Stream.of("all"), COARSER.keySet().stream()).toList()) {
      Column of = col("key.kind").equalTo(kind);
      totals.add(coalesce(sum(when(of, col("likes"))), lit(0.0)).as(kind + "_likes"));
      totals.add(coalesce(sum(when(of, col("rows"))), lit(0.0)).as(kind + "_n"));
    }
    Dataset<Row> table =
        sums.groupBy("user", "movie")
            .agg(totals.get(0), totals.subList(1, totals.size()).toArray(Column[]::new))
            .withColumn("all_rate", rate("all", lit(HALF)));
    for (Map.Entry<String, String> kind : COARSER.entrySet()) {
      table =
          table.withColumn(
              kind.getKey() + "_rate", rate(kind.getKey(), col(kind.getValue() + "_rate")));
    }
    for (String kind : COUNTED) {
      table = table.withColumn(kind + "_rows", log1p(col(kind + "_n")));
    }
    List<Column> kept = new ArrayList<>(List.of(col("user"), col("movie")));
    names().forEach(name -> kept.add(col(name)));
    return rows.join(table.select(kept.toArray(Column[]::new)), new String[] {"user", "movie"});
  }

  private Column rate(String kind, Column coarser) {
    return col(kind + "_likes")
        .plus(coarser.multiply(strength))
        .divide(col(kind + "_n").plus(strength));
  }

  /** The keys a row lies in; null: it does not. */
  private static Column[] keys() {
    Column age = floor(col("f0").multiply(10));
    Column decade = floor(col("f" + YEAR).multiply(200));
    Column occupation =
        concat_ws(
            "",
            IntStream.range(OCCUPATIONS, GENRES)
                .mapToObj(j -> when(col("f" + j).equalTo(1), lit(j)))
                .toArray(Column[]::new));
    List<Column> keys =
        new ArrayList<>(
            List.of(
                key("all"),
                key("user", col("user")),
                key("movie", col("movie")),
                key("user_decade", col("user"), decade),
                key("movie_gender", col("movie"), col("f1")),
                key("movie_age", col("movie"), age)));
    for (int j = GENRES; j < YEAR; j++) {
      Column has = col("f" + j).equalTo(1);
      keys.add(when(has, key("user_genre", col("user"), lit(j))));
      keys.add(when(has, key("occupation_genre", occupation, lit(j))));
    }
    return keys.toArray(Column[]::new);
  }

  private static Column key(String kind, Column... values) {
    return struct(lit(kind).as("kind"), concat_ws("|", values).as("value"));
  }
}
