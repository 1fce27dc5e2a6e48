package io.dealrank.ranking;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** Reads columns by their exact names, so that a dot in a name is no path. */
public final class KnownValue {
  /** A magnitude no real feature has, small enough that sums of products stay finite. */
  static final double LARGEST = 1e100;

  private KnownValue() {}

  /** The column of that exact name. */
  public static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }

  /** What is known of a feature: {@code x if |x| <= 1e100}, else null; NaN is not. */
  static Column of(String column) {
    return of(named(column));
  }

  /** Whether x is known. */
  static boolean isKnown(double x) {
    return Math.abs(x) <= LARGEST;
  }

  /** The same of a DOUBLE expression. */
  static Column of(Column x) {
    return when(abs(x).leq(LARGEST), x);
  }
}
