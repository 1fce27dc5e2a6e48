package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The hot entities, those with more rows than their coordinate's {@code maxRows}, and which of
 * their rows they may learn from: those of smallest hash, a few more than {@code maxRows} since the
 * share is cut by the hash's value. Rows of equal content have one hash, so those of hot entities
 * are numbered first.
 *
 * @param rows by coordinate the hot entities and how many rows they have
 */
record HotEntities(List<Coordinate> coordinates, List<Map<String, Long>> rows) {
  private static final double TWO_TO_53 = 9007199254740992.0;

  /**
   * Counts the rows of entities, of the coordinates where one can be hot.
   *
   * @param all the rows that take part
   * @param count how many they are
   */
  static HotEntities among(Dataset<Row> all, long count, List<Coordinate> coordinates) {
    List<Map<String, Long>> rows = new ArrayList<>();
    for (int k = 0; k < coordinates.size(); k++) {
      Coordinate c = coordinates.get(k);
      boolean possible = !c.isFixed() && count > c.maxRows();
      rows.add(possible ? above(c.maxRows(), all, RowLayout.entity(k)) : Map.of());
    }
    return new HotEntities(coordinates, rows);
  }

  /** Entities with more rows than {@code most}, few by definition, and their rows. */
  private static Map<String, Long> above(long most, Dataset<Row> all, String entity) {
    return all.filter(col(entity).isNotNull())
        .groupBy(col(entity))
        .agg(count(lit(1)).as("rows"))
        .filter(col("rows").gt(most))
        .javaRDD()
        .treeAggregate(
            new HashMap<String, Long>(),
            (map, row) -> {
              map.put(row.getString(0), row.getLong(1));
              return map;
            },
            (left, right) -> {
              left.putAll(right);
              return left;
            });
  }

  /** All rows, those of hot entities with a hash that differs for equal ones. */
  Dataset<Row> numbered(Dataset<Row> all) {
    if (rows.stream().allMatch(Map::isEmpty)) {
      return all;
    }
    Column isHot = lit(false);
    for (int k = 0; k < coordinates.size(); k++) {
      if (!rows.get(k).isEmpty()) {
        isHot =
            isHot.or(
                coalesce(
                    col(RowLayout.entity(k)).isin(rows.get(k).keySet().toArray()), lit(false)));
      }
    }
    Dataset<Row> twins =
        all.filter(isHot)
            .withColumn(
                RowLayout.HASH,
                xxhash64(
                    col(RowLayout.HASH),
                    row_number().over(Window.partitionBy(RowLayout.HASH).orderBy(RowLayout.HASH))));
    return all.filter(isHot.equalTo(false)).unionByName(twins);
  }

  /** Whether a row may be one its entity learns from. */
  Column candidate(int k) {
    if (rows.get(k).isEmpty()) {
      return lit(true);
    }
    Map<String, Double> shares = new TreeMap<>();
    long most = coordinates.get(k).maxRows();
    rows.get(k)
        .forEach((entity, count) -> shares.put(entity, (most + 5 * Math.sqrt(most) + 5) / count));
    Column share =
        try_element_at(
            map_from_arrays(
                lit(shares.keySet().toArray(String[]::new)),
                lit(shares.values().stream().mapToDouble(d -> d).toArray())),
            col(RowLayout.entity(k)));
    Column uniform = shiftrightunsigned(col(RowLayout.HASH), 11).divide(TWO_TO_53);
    return coalesce(uniform.lt(share), lit(true));
  }
}
