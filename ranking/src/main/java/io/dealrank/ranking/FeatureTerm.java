package io.dealrank.ranking;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import org.apache.spark.sql.Column;

/**
 * One entry of the feature vector, a function of one nullable column x.
 *
 * <p>{@code VALUE: x if known, else fill}; {@code MISSING: 1 if x is unknown, else 0}.
 *
 * @param column the feature column
 * @param kind which of the two
 * @param fill the training mean of x (VALUE), 0 (MISSING)
 * @param deviation standard deviation of the term over the training rows, above 0
 */
public record FeatureTerm(String column, Kind kind, double fill, double deviation)
    implements Serializable {
  /** What the term tells about the column. */
  public enum Kind {
    VALUE,
    MISSING
  }

  /** The name shown in reports. */
  public String title() {
    return kind == Kind.VALUE ? column : column + " is missing";
  }

  /** The same as {@link #expression} in a row where the column is x; null is unknown. */
  double of(Double x) {
    boolean known = x != null && KnownValue.isKnown(x);
    return kind == Kind.VALUE ? (known ? x : fill) : (known ? 0 : 1);
  }

  Column expression() {
    Column known = KnownValue.of(column);
    return kind == Kind.VALUE
        ? coalesce(known, lit(fill))
        : when(known.isNull(), lit(1.0)).otherwise(lit(0.0));
  }
}
