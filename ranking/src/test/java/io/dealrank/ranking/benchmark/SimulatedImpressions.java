package io.dealrank.ranking.benchmark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.simulator.Marketplace;
import io.dealrank.evaluation.simulator.Simulation;
import io.dealrank.evaluation.simulator.Table;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * Impressions of the simulator with simple features known when they were shown, outcomes with their
 * times, and the truth.
 */
final class SimulatedImpressions {
  /** Of the resume and the query. */
  private static final List<String> ATTRIBUTES =
      List.of(
          "schedule_is_wanted",
          "salary_excess",
          "photo",
          "completeness",
          "log_salary",
          "experience_none",
          "experience_junior",
          "experience_middle");

  /** Of what happened before. */
  private static final List<String> HISTORY =
      List.of(
          "resume_impressions",
          "resume_contact_rate",
          "resume_response_rate",
          "schedule_contact_rate",
          "experience_contact_rate",
          "contacted_before");

  static final String[] FEATURES =
      java.util.stream.Stream.concat(ATTRIBUTES.stream(), HISTORY.stream()).toArray(String[]::new);

  private SimulatedImpressions() {}

  /** One row per impression of resumes; persisted, for the caller to unpersist. */
  static Dataset<Row> of(SparkSession spark, Marketplace marketplace) {
    Dataset<Row> rows = Simulation.run(spark, marketplace).rows().persist(level());
    Simulation simulation = new Simulation(rows);
    Dataset<Row> contacts =
        simulation
            .table(Table.CONTACTS)
            .select("query_id", "resume_id", "channel", "contacted_at", "responded_at", "hired_at");
    Dataset<Row> truth =
        simulation
            .table(Table.TRUTH_IMPRESSIONS)
            .filter("side = 'resumes'")
            .withColumnRenamed("listing_id", "resume_id")
            .drop("side");
    Dataset<Row> versions =
        simulation
            .table(Table.RESUMES)
            .selectExpr(
                "resume_id AS version_of",
                "valid_from",
                "valid_to",
                "schedule",
                "salary",
                "experience",
                "photo AS has_photo",
                "completeness");
    Dataset<Row> shown =
        simulation
            .table(Table.IMPRESSIONS)
            .join(
                versions,
                expr(
                    "resume_id = version_of AND queried_at >= valid_from"
                        + " AND (valid_to IS NULL OR queried_at < valid_to)"))
            .join(truth, seq("query_id", "resume_id"))
            .join(contacts, seq("query_id", "resume_id"), "left");
    Dataset<Row> result =
        withHistory(shown)
            .withColumn("listing_id", col("resume_id"))
            .withColumn("schedule_is_wanted", number(expr("schedule = schedule_wanted")))
            .withColumn("salary_excess", expr("greatest(0D, ln(salary / salary_max))"))
            .withColumn("photo", number(col("has_photo")))
            .withColumn("log_salary", expr("ln(CAST(salary AS DOUBLE))"))
            .withColumn("experience_none", number(expr("experience = 'none'")))
            .withColumn("experience_junior", number(expr("experience = 'junior'")))
            .withColumn("experience_middle", number(expr("experience = 'middle'")))
            .withColumn("label_contact", expr("CAST(contacted_at IS NOT NULL AS INT)"))
            .persist(level());
    long count = result.count();
    var unused = rows.unpersist();
    if (count == 0) {
      throw new IllegalStateException("no impressions");
    }
    return result;
  }

  /** Counts of events strictly more than a second before the impression. */
  private static Dataset<Row> withHistory(Dataset<Row> shown) {
    Map<String, Column> kinds =
        new java.util.TreeMap<>(
            Map.of(
                "0shown", col("shown_at"),
                "1contact", col("contacted_at"),
                "2response", col("responded_at")));
    Dataset<Row> events = null;
    for (var kind : kinds.entrySet()) {
      Dataset<Row> one =
          shown
              .filter(kind.getValue().isNotNull())
              .withColumn("kind", lit(kind.getKey()))
              .withColumn("at", kind.getValue().cast("long"));
      events = events == null ? one : events.union(one);
    }
    return events
        .withColumn("n_resume", before("0shown", "resume_id"))
        .withColumn("c_resume", before("1contact", "resume_id"))
        .withColumn("r_resume", before("2response", "resume_id"))
        .withColumn("n_schedule", before("0shown", "employer_id", "schedule"))
        .withColumn("c_schedule", before("1contact", "employer_id", "schedule"))
        .withColumn("n_experience", before("0shown", "employer_id", "experience"))
        .withColumn("c_experience", before("1contact", "employer_id", "experience"))
        .withColumn("c_both", before("1contact", "employer_id", "resume_id"))
        .filter("kind = '0shown'")
        .withColumn("resume_impressions", expr("ln(1D + n_resume)"))
        .withColumn("resume_contact_rate", expr("(c_resume + 1D) / (n_resume + 10D)"))
        .withColumn("resume_response_rate", expr("(r_resume + 1D) / (c_resume + 2D)"))
        .withColumn("schedule_contact_rate", expr("(c_schedule + 1D) / (n_schedule + 10D)"))
        .withColumn("experience_contact_rate", expr("(c_experience + 1D) / (n_experience + 10D)"))
        .withColumn("contacted_before", number(expr("c_both > 0")));
  }

  private static Column before(String kind, String... keys) {
    Column[] by = java.util.Arrays.stream(keys).map(key -> col(key)).toArray(Column[]::new);
    return coalesce(
        sum(when(col("kind").equalTo(kind), 1L))
            .over(
                Window.partitionBy(by).orderBy("at").rangeBetween(Window.unboundedPreceding(), -2)),
        lit(0L));
  }

  private static Column number(Column condition) {
    return condition.cast("double");
  }

  private static StorageLevel level() {
    return StorageLevel.MEMORY_AND_DISK();
  }

  private static String[] seq(String... columns) {
    return columns;
  }
}
