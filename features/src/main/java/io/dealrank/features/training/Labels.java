package io.dealrank.features.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.Outcome;
import io.dealrank.features.vertical.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Labels of impressions: label_o = 1 iff outcome o happened to the impression in [shown, shown +
 * within); o_at is when it first did.
 *
 * <p>An outcome belongs to the impression of its query and listing; one without a query to the
 * latest impression of that listing to that searcher before it, if that is less than {@code within}
 * ago. A list is mature once the window of its last impression has closed at the end of the logs;
 * before that its labels are null: unknown, never negative. The times are there before that too:
 * what is known of a young impression at an instant is what happened before it.
 */
public final class Labels {
  private static final List<String> KEY = List.of("query_id", "listing_id");

  private Labels() {}

  /** Column with the time of an outcome. */
  public static String time(String outcome) {
    return outcome + "_at";
  }

  /**
   * The rows with {@code mature} and per outcome {@code label_<outcome>} and {@link #time}.
   *
   * @param rows one row per impression of the lake
   * @param logsEnd first instant that the logs do not cover
   */
  public static Dataset<Row> attach(
      Dataset<Row> rows, Lake lake, Map<String, Outcome> outcomes, Span within, Instant logsEnd) {
    Column closes = expr(plus(within, "max(shown_at) over (partition by query_id)"));
    Column mature = closes.leq(lit(logsEnd));
    Dataset<Row> labelled = rows.withColumn("mature", mature);
    labelled = observe(labelled, lake.impressions(), lake, outcomes, within);
    for (String outcome : outcomes.keySet()) {
      String label = "label_" + outcome;
      labelled = labelled.withColumn(label, when(col("mature"), col(label)));
    }
    return labelled;
  }

  /**
   * Adds what was observed, 1 or 0, whether the window has closed or not, and when; null: not.
   *
   * @param within attribution window; unbounded: any later outcome counts
   */
  public static Dataset<Row> observe(
      Dataset<Row> rows,
      Dataset<Row> impressions,
      Lake lake,
      Map<String, Outcome> outcomes,
      Span within) {
    Dataset<Row> shown = impressions.select("query_id", "listing_id", "searcher_id", "shown_at");
    Dataset<Row> labelled = rows;
    for (String table : outcomes.values().stream().map(Outcome::from).distinct().toList()) {
      List<String> names = new ArrayList<>();
      List<Column> times = new ArrayList<>();
      outcomes.forEach(
          (name, outcome) -> {
            if (outcome.from().equals(table)) {
              names.add(name);
              times.add(expr(outcome.at()).as("at_" + name));
            }
          });
      Dataset<Row> events = attributed(shown, lake.facts(table), names, times, within);
      Dataset<Row> happened = reached(shown, events, names, within);
      labelled =
          labelled.join(
              happened, scala.jdk.javaapi.CollectionConverters.asScala(KEY).toSeq(), "left");
      for (String name : names) {
        labelled = labelled.withColumn("label_" + name, coalesce(col("label_" + name), lit(0)));
      }
    }
    return labelled;
  }

  /** Outcomes with the impression they belong to: query_id, listing_id and their times. */
  private static Dataset<Row> attributed(
      Dataset<Row> shown, Dataset<Row> facts, List<String> names, List<Column> times, Span within) {
    boolean contacts = List.of(facts.columns()).contains("contact_id");
    List<Column> columns = new ArrayList<>(times);
    columns.add(col(contacts ? "contact_id" : "event_id").as("outcome_id"));
    columns.add(col(contacts ? "contacted_at" : "at").as("happened_at"));
    columns.add(col("query_id"));
    columns.add(col("listing_id"));
    columns.add(col("searcher_id").as("by"));
    Dataset<Row> events = facts.select(columns.toArray(Column[]::new));
    Dataset<Row> known =
        events.filter(col("query_id").isNotNull()).drop("outcome_id", "happened_at", "by");
    Dataset<Row> orphans = events.filter(col("query_id").isNull()).drop("query_id");
    Column near =
        col("shown_at")
            .leq(col("happened_at"))
            .and(
                within.unbounded()
                    ? lit(true)
                    : col("happened_at").lt(expr(plus(within, "shown_at"))));
    Dataset<Row> latest =
        orphans
            .join(
                shown.withColumnRenamed("listing_id", "shown_listing"),
                col("by")
                    .equalTo(col("searcher_id"))
                    .and(col("listing_id").equalTo(col("shown_listing")))
                    .and(near))
            .groupBy("outcome_id", "listing_id")
            .agg(
                max_by(col("query_id"), struct(col("shown_at"), col("query_id"))).as("query_id"),
                names.stream()
                    .map(name -> max(col("at_" + name)).as("at_" + name))
                    .toArray(Column[]::new))
            .drop("outcome_id");
    return known.unionByName(latest);
  }

  private static Dataset<Row> reached(
      Dataset<Row> shown, Dataset<Row> events, List<String> names, Span within) {
    Dataset<Row> joined =
        shown.join(events, scala.jdk.javaapi.CollectionConverters.asScala(KEY).toSeq());
    List<Column> labels = new ArrayList<>();
    for (String name : names) {
      Column at = col("at_" + name);
      Column inside = at.geq(col("shown_at"));
      if (!within.unbounded()) {
        inside = inside.and(at.lt(expr(plus(within, "shown_at"))));
      }
      labels.add(max(when(inside, lit(1)).otherwise(lit(0))).as("label_" + name));
      labels.add(min(when(inside, at.cast("timestamp"))).as(time(name)));
    }
    return joined
        .groupBy("query_id", "listing_id")
        .agg(labels.get(0), labels.subList(1, labels.size()).toArray(Column[]::new));
  }

  private static String plus(Span span, String time) {
    return "timestampadd(MICROSECOND, " + span.micros() + ", " + time + ")";
  }
}
