package io.dealrank.evaluation.interleaving;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.significance.SignTest;
import io.dealrank.evaluation.table.RowChecks;
import io.dealrank.evaluation.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A table of an interleaving experiment: one row per listing shown, with the team that added it.
 *
 * @param query column of the search: text or a whole number
 * @param team column that is {@code a} or {@code b}
 * @param contacts column of the contacts (or clicks) of the listing in that search, whole and at
 *     least 0, or boolean; null is 0
 * @param searcher column of who searched; null: searches are taken as independent
 * @param textual whether numbers may be written as text, as in CSV
 */
public record InterleavingTable(
    String query, String team, String contacts, String searcher, boolean textual) {
  /**
   * What one pass over the rows finds.
   *
   * @param rows all rows
   * @param faults none if the table can be read
   */
  public record Inspection(long rows, List<RowChecks.Fault> faults) {}

  /**
   * What the experiment says; b is preferred where delta is above 0.
   *
   * @param searches number of them
   * @param withoutContact searches in which nothing was contacted: they are ties
   * @param preference of b
   * @param clustered the same by searcher; null without a column of searchers
   * @param torn a search with more than one searcher; null if there is none
   */
  public record ReadOut(
      long searches,
      long withoutContact,
      Preference preference,
      ClusteredPreference clustered,
      String torn) {}

  /** The columns it needs and the table does not have. */
  public List<String> missing(String[] columns) {
    return TableColumn.missing(
        columns, Stream.of(query, team, contacts, searcher).filter(Objects::nonNull));
  }

  /** What is wrong with the types of its columns; empty if nothing is. */
  public List<String> wrongTypes(StructType schema) {
    Stream<String> ids = Stream.of(query, team, searcher).filter(Objects::nonNull);
    List<String> wrong = new ArrayList<>(TableColumn.wrongIds(schema, ids));
    TableColumn counted = TableColumn.of(schema, contacts);
    if (!counted.isBoolean() && !counted.isNumber(textual)) {
      wrong.add(counted.told() + ", but contacts are numbers or boolean");
    }
    return wrong;
  }

  /** Looks for rows that cannot be read; one job of one pass where there is none. */
  public Inspection inspect(Dataset<Row> table) {
    StructType schema = table.schema();
    TableColumn ofQuery = TableColumn.of(schema, query);
    TableColumn ofTeam = TableColumn.of(schema, team);
    TableColumn counted = TableColumn.of(schema, contacts);
    RowChecks checks =
        new RowChecks(table, List.of(ofQuery))
            .refuseNull(ofQuery, "search")
            .refuse(
                ofTeam,
                coalesce(not(team(schema).isin("a", "b")), lit(true)),
                "the team in column " + team + " is neither a nor b",
                "Write which ranker added the listing; leave out rows that neither added.")
            .refuse(
                counted,
                counted.isNotWhole().or(counted.number().lt(0)),
                "the count in column " + contacts + " is not a whole number of at least 0",
                "Write how often the listing was contacted; null and 0 are none.");
    Row found = table.agg(count(lit(1)), checks.counts().toArray(Column[]::new)).head();
    return new Inspection(found.getLong(0), checks.faults(found, 1));
  }

  /**
   * Reads a table that {@link #inspect} found no fault in, with intervals of the given level. One
   * shuffle by search, one by searcher.
   */
  public ReadOut read(Dataset<Row> table, double level) {
    Dataset<Row> searches = searches(table);
    Row outcomes =
        searches
            .agg(
                count(lit(1)),
                sum(when(col("b").plus(col("a")).equalTo(0), 1).otherwise(0)),
                sum(when(col("won").gt(0), 1).otherwise(0)),
                sum(when(col("won").lt(0), 1).otherwise(0)),
                min(when(col("torn"), col("query"))))
            .head();
    long all = outcomes.getLong(0);
    long wins = outcomes.getLong(2);
    long losses = outcomes.getLong(3);
    return new ReadOut(
        all,
        outcomes.getLong(1),
        Preference.of(wins, all - wins - losses, losses, level),
        searcher == null ? null : clustered(searches, level),
        outcomes.getString(4));
  }

  /** One row per search: contacts of a and of b, the winner as 1, 0, -1, and its searcher. */
  private Dataset<Row> searches(Dataset<Row> table) {
    StructType schema = table.schema();
    Column counted = coalesce(TableColumn.of(schema, contacts).number(), lit(0.0));
    Column who =
        searcher == null ? lit(null).cast("string") : TableColumn.of(schema, searcher).id();
    return table
        .select(
            TableColumn.of(schema, query).id().as("query"),
            when(team(schema).equalTo("a"), counted).otherwise(0.0).as("of_a"),
            when(team(schema).equalTo("b"), counted).otherwise(0.0).as("of_b"),
            who.as("who"))
        .groupBy("query")
        .agg(
            sum("of_a").as("a"),
            sum("of_b").as("b"),
            min("who").as("searcher"),
            max("who").as("last"),
            count(lit(1)).as("rows"),
            count(col("who")).as("named"))
        .select(
            col("query"),
            col("a"),
            col("b"),
            signum(col("b").minus(col("a"))).cast("long").as("won"),
            col("searcher"),
            col("searcher")
                .notEqual(col("last"))
                .or(col("named").gt(0).and(col("named").lt(col("rows"))))
                .as("torn"));
  }

  /** A search without a searcher is a cluster of its own. */
  private static ClusteredPreference clustered(Dataset<Row> searches, double level) {
    Column alone = when(col("searcher").isNull(), col("query"));
    Row found =
        searches
            .groupBy(struct(col("searcher"), alone.as("alone")))
            .agg(count(lit(1)).as("n"), sum("won").as("s"))
            .agg(
                count(lit(1)),
                sum(col("n")).cast("double"),
                sum(col("s")).cast("double"),
                sum(col("s").multiply(col("s"))).cast("double"),
                sum(col("n").multiply(col("s"))).cast("double"),
                sum(col("n").multiply(col("n"))).cast("double"),
                sum(when(col("s").gt(0), 1).otherwise(0)),
                sum(when(col("s").lt(0), 1).otherwise(0)))
            .head();
    long searchers = found.getLong(0);
    long wins = found.getLong(6);
    long losses = found.getLong(7);
    return ClusteredPreference.of(
        new ClusteredPreference.Sums(
            searchers,
            found.getDouble(1),
            found.getDouble(2),
            found.getDouble(3),
            found.getDouble(4),
            found.getDouble(5)),
        SignTest.of(wins, searchers - wins - losses, losses),
        level);
  }

  private Column team(StructType schema) {
    return lower(trim(TableColumn.of(schema, team).text()));
  }
}
