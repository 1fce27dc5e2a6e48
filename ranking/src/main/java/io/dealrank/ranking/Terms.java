package io.dealrank.ranking;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_from_arrays;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;

/** The parts of a score as a MAP of name to DOUBLE; parts that are 0 are left out. */
public final class Terms {
  /** The part that is the same for every listing. */
  public static final String INTERCEPT = "(INTERCEPT)";

  private Terms() {}

  /**
   * The map of names, in order, to the entries of an ARRAY of DOUBLE; null for null. A name that
   * was there before is numbered: {@code x (2)}.
   */
  public static Column of(List<String> names, Column values) {
    return withoutZeros(map_from_arrays(lit(distinct(names).toArray(String[]::new)), values));
  }

  /** The map with more of one term, which it may have already. */
  public static Column plus(Column terms, String name, Column value) {
    Column others = map_filter(terms, (other, unused) -> other.notEqual(lit(name)));
    Column before = coalesce(element_at(terms, lit(name)), lit(0.0));
    return withoutZeros(map_concat(others, map(lit(name), before.plus(value))));
  }

  /** The map without the terms that are 0. */
  public static Column withoutZeros(Column terms) {
    return map_filter(terms, (name, value) -> value.notEqual(lit(0.0)));
  }

  /** The names, those that were there before numbered. */
  public static List<String> distinct(List<String> names) {
    Set<String> taken = new HashSet<>();
    return names.stream()
        .map(
            name -> {
              String free = name;
              for (int n = 2; !taken.add(free); n++) {
                free = name + " (" + n + ")";
              }
              return free;
            })
        .toList();
  }
}
