package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * How many lists, listings and searchers the comparison rests on, and what was left out.
 *
 * @param lists all
 * @param compared lists that enter the means
 * @param noPositive lists without a positive: left out
 * @param tooShort lists below the minimum length: left out
 * @param listings rows of all lists
 * @param positives rows with a label above 0
 * @param tiedListings rows that share their model score with another of their list
 * @param searchers distinct searchers of compared lists
 */
public record ListCounts(
    long lists,
    long compared,
    long noPositive,
    long tooShort,
    long listings,
    long positives,
    long tiedListings,
    long searchers) {
  /** The name of {@link #tiedListings}: the only count that depends on the model. */
  public static final String TIED = "listings in a tie of the model score";

  /** The one row of {@link #of}. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          lists BIGINT,
          compared BIGINT,
          no_positive BIGINT,
          too_short BIGINT,
          listings BIGINT,
          positives BIGINT,
          tied_listings BIGINT,
          searchers BIGINT
          """);

  /** Counts the rows of {@link PerQuery}: one row. */
  public static Dataset<Row> of(Dataset<Row> perQuery) {
    return perQuery
        .agg(
            count(lit(1)).as("lists"),
            lists(ListState.COMPARED).as("compared"),
            lists(ListState.NO_POSITIVE).as("no_positive"),
            lists(ListState.TOO_SHORT).as("too_short"),
            total(PerQuery.LIST_LENGTH).as("listings"),
            total(PerQuery.POSITIVES).as("positives"),
            total(PerQuery.TIED_LISTINGS).as("tied_listings"),
            countDistinct(when(is(ListState.COMPARED), col(JudgedRankings.SEARCHER_ID)))
                .as("searchers"))
        .to(SCHEMA);
  }

  /** A collected row of {@link #of}. */
  public static ListCounts from(Row row) {
    return new ListCounts(
        row.<Long>getAs("lists"),
        row.<Long>getAs("compared"),
        row.<Long>getAs("no_positive"),
        row.<Long>getAs("too_short"),
        row.<Long>getAs("listings"),
        row.<Long>getAs("positives"),
        row.<Long>getAs("tied_listings"),
        row.<Long>getAs("searchers"));
  }

  /** Name to count, in the order of a report. */
  public Map<String, Long> named() {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put("lists compared", compared);
    named.put("lists without a positive, left out", noPositive);
    named.put("lists too short, left out", tooShort);
    named.put("lists in all", lists);
    named.put("searchers of compared lists", searchers);
    named.put("listings shown", listings);
    named.put("listings with a positive label", positives);
    named.put(TIED, tiedListings);
    return named;
  }

  /** The share of listings whose order within their list the model leaves open; NaN if none. */
  public double tiedShare() {
    return listings == 0 ? Double.NaN : (double) tiedListings / listings;
  }

  private static Column is(ListState state) {
    return col(PerQuery.STATE).equalTo(state.text());
  }

  private static Column lists(ListState state) {
    return count(when(is(state), lit(1)));
  }

  private static Column total(String column) {
    return coalesce(sum(col(column)), lit(0L));
  }
}
