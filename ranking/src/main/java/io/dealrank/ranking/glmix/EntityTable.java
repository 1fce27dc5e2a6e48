package io.dealrank.ranking.glmix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Coefficients of a random effect, one row per entity: those of the features its rows had, by index
 * ascending, the intercept under the index after the last feature.
 */
final class EntityTable {
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          entity STRING NOT NULL COMMENT 'whose coefficients these are',
          indices ARRAY<INT> NOT NULL COMMENT 'features, ascending; number of features: the intercept',
          means ARRAY<DOUBLE> NOT NULL COMMENT 'coefficients by index',
          variances ARRAY<DOUBLE> COMMENT 'variances of the coefficients; null: not estimated'
          """);

  static final int ENTITY = 0;

  private EntityTable() {}

  static int[] indices(Row row) {
    return row.<Integer>getList(1).stream().mapToInt(Integer::intValue).toArray();
  }

  static double[] means(Row row) {
    return row.<Double>getList(2).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Null where none was estimated; NaN where one is missing. */
  static double[] variances(Row row) {
    return row.isNullAt(3)
        ? null
        : row.<Double>getList(3).stream().mapToDouble(v -> v == null ? Double.NaN : v).toArray();
  }

  /**
   * The rows of a block.
   *
   * @param variances aligned with the coefficients; null: not estimated
   */
  static Iterator<Row> rows(EntityBlock block, double[] coefficients, double[] variances, int size) {
    List<Row> rows = new ArrayList<>();
    for (int g = 0; g < block.groups(); g++) {
      if (!block.learns(g)) {
        continue;
      }
      int width = block.width(g);
      int count = width + (block.intercept ? 1 : 0);
      int from = block.from(g);
      Integer[] indices = new Integer[count];
      for (int j = 0; j < width; j++) {
        indices[j] = block.subspace[block.subspaceStarts[g] + j];
      }
      if (block.intercept) {
        indices[width] = size;
      }
      rows.add(
          RowFactory.create(
              block.entities[g],
              indices,
              boxed(coefficients, from, count),
              variances == null ? null : boxed(variances, from, count)));
    }
    return rows.iterator();
  }

  /** Rows that were learnt and the older rows of entities that were not. */
  static Dataset<Row> carry(Dataset<Row> learnt, Dataset<Row> older) {
    return learnt.unionByName(older.join(learnt.select("entity"), seq("entity"), "left_anti"));
  }

  private static scala.collection.immutable.Seq<String> seq(String only) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(only)).toSeq();
  }

  private static Double[] boxed(double[] values, int from, int count) {
    return Arrays.stream(values, from, from + count)
        .mapToObj(v -> Double.isNaN(v) ? null : (Double) v)
        .toArray(Double[]::new);
  }
}
