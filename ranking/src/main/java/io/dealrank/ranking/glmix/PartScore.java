package io.dealrank.ranking.glmix;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import io.dealrank.ranking.KnownValue;
import io.dealrank.ranking.Terms;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/** {@code x . w} of a fitted part as a column. */
final class PartScore {
  private PartScore() {}

  /**
   * The score of a part.
   *
   * @param coefficients struct of indices and means of the row's entity; null: 0. Not read for a
   *     fixed effect
   */
  static Column of(CoordinateModel part, Column coefficients) {
    if (part.fixed() != null) {
      double[] w = part.fixed().means();
      int[] indices = new int[w.length];
      Arrays.setAll(indices, j -> j);
      return dot(entries(part), lit(indices), lit(w));
    }
    return coalesce(
        dot(entries(part), coefficients.getField("indices"), coefficients.getField("means")),
        lit(0.0));
  }

  /**
   * The same as {@link #of}, taken apart: a MAP of {@code <coordinate>: <feature>} to what it adds.
   *
   * @param coefficients as for {@link #of}; null: no terms
   */
  static Column terms(CoordinateModel part, Column coefficients) {
    String prefix = part.coordinate().name() + ": ";
    Column names =
        lit(
            Terms.distinct(
                    IntStream.rangeClosed(0, part.names().size())
                        .mapToObj(j -> prefix + part.name(j))
                        .toList())
                .toArray(String[]::new));
    Column indices;
    Column means;
    if (part.fixed() != null) {
      double[] w = part.fixed().means();
      indices = lit(IntStream.range(0, w.length).toArray());
      means = lit(w);
    } else {
      indices = coalesce(coefficients.getField("indices"), lit(new int[0]));
      means = coalesce(coefficients.getField("means"), lit(new double[0]));
    }
    Column terms =
        Terms.withoutZeros(
            map_from_arrays(
                transform(indices, index -> get(names, index)),
                products(entries(part), indices, means)));
    return part.fixed() == null ? terms : when(entries(part).isNotNull(), terms);
  }

  /** The row's features and, after them, 1 for the intercept. */
  static Column entries(CoordinateModel part) {
    Column one = array(lit(1.0));
    String features = part.coordinate().features();
    return features == null
        ? one
        : concat(vector_to_array(KnownValue.named(features), "float64"), one);
  }

  private static Column dot(Column entries, Column indices, Column means) {
    return aggregate(products(entries, indices, means), lit(0.0), Column::plus);
  }

  private static Column products(Column entries, Column indices, Column means) {
    return zip_with(indices, means, (index, mean) -> mean.multiply(get(entries, index)));
  }
}
