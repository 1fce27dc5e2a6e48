package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Entities;
import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Role;
import io.dealrank.features.vertical.Vertical;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The facts of a feature group as contributions to its measures.
 *
 * <p>A fact is known in versions: a contact at 10:00 answered at 12:00 is one without an answer in
 * [10:00, 12:00) and one with an answer from 12:00 on. Each version contributes to each measure at
 * most once, as {@code (event, from, to, value)}: dated {@code event} in its window, and visible as
 * of t iff {@code from < t <= to}. So whatever an expression says about outcomes, it says what was
 * known as of t.
 *
 * <p>A rate's trial is dated by the fact and visible once mature: {@code from = fact + maturity};
 * its value is 1 if the outcome came within the maturity, else 0.
 */
public final class FactTable {
  /** One row per version of a fact; {@code slots} in the order of the group's measures. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          entity_id STRING NOT NULL,
          group INT NOT NULL,
          slots ARRAY<STRUCT<event: BIGINT, from: BIGINT, to: BIGINT, value: DOUBLE>> NOT NULL,
          buckets ARRAY<STRING> NOT NULL
          """);

  private static final List<String> OUTCOMES = List.of("responded_at", "deal_at");
  private static final Pattern OUTCOME =
      Pattern.compile("\\b(responded_at|deal_at)\\b", Pattern.CASE_INSENSITIVE);

  private FactTable() {}

  /**
   * The contributions of a group.
   *
   * @param number number of the group among those swept together
   */
  static Dataset<Row> of(Vertical vertical, Lake lake, FeatureGroup group, int number) {
    try {
      return contributions(vertical, lake, group, number);
    } catch (Exception failed) {
      if (failed instanceof AnalysisException) {
        throw new ConfigurationException(
            "feature group '"
                + group.group()
                + "': "
                + failed.getMessage().lines().findFirst().orElse(""),
            "An expression of the group names a column that its facts (" + group.from() + ") lack.",
            "Facts have the columns of docs/tables.md, attributes.<name>, and <entity>.<attribute>.");
      }
      throw failed;
    }
  }

  private static Dataset<Row> contributions(
      Vertical vertical, Lake lake, FeatureGroup group, int number) {
    Role key = keyRole(vertical, group);
    Dataset<Row> facts =
        lake.facts(group.from())
            .filter(col(key.keyColumn()).isNotNull())
            .withColumn("fact_at", col(factTime(group, key)));
    facts =
        Entities.attach(
            facts,
            vertical,
            lake,
            Map.of(Role.SEARCHER, "fact_at", Role.LISTING, "fact_at", Role.OWNER, "fact_at"),
            group.expressions());
    Dataset<Row> versions = versions(facts, group);
    List<Column> slots = group.measures().values().stream().map(m -> slot(group, m)).toList();
    List<Column> buckets = group.by().values().stream().map(b -> expr(b).cast("string")).toList();
    return versions.select(
        col(key.keyColumn()).as("entity_id"),
        lit(number).as("group"),
        array(slots.toArray(Column[]::new)).as("slots"),
        (buckets.isEmpty() ? array().cast("array<string>") : array(buckets.toArray(Column[]::new)))
            .as("buckets"));
  }

  /** The role by which a group's facts belong to its entity. */
  static Role keyRole(Vertical vertical, FeatureGroup group) {
    return group.key() != null ? group.key() : vertical.roleOf(group.entity()).orElseThrow();
  }

  /** The fact's own time on the clock of the entity's side. */
  private static String factTime(FeatureGroup group, Role key) {
    boolean searching = key == Role.SEARCHER;
    return switch (group.from()) {
      case "impressions" -> searching ? "shown_at" : "listing_as_of";
      case "contacts" -> searching ? "contacted_at" : "received_at";
      default -> "at";
    };
  }

  private static Dataset<Row> versions(Dataset<Row> facts, FeatureGroup group) {
    boolean outcomes =
        group.from().equals("contacts")
            && group.expressions().stream().anyMatch(text -> OUTCOME.matcher(text).find());
    Dataset<Row> dated =
        facts.withColumn("known_from", col("fact_at")).withColumn("first", lit(true));
    if (!group.from().equals("contacts")) {
      return dated.withColumn("known_to", lit(null).cast("timestamp"));
    }
    for (String outcome : OUTCOMES) {
      dated = dated.withColumn("final_" + outcome, col(outcome));
    }
    if (!outcomes) {
      return dated.withColumn("known_to", lit(null).cast("timestamp"));
    }
    return dated
        .withColumn(
            "changes",
            expr("array_sort(array_distinct(array_compact(array(responded_at, deal_at))))"))
        .withColumn(
            "version",
            expr(
                """
                explode(transform(sequence(0, size(changes)), i -> named_struct(
                  'first', i = 0,
                  'from', greatest(fact_at, get(changes, i - 1)),
                  'to', if(i < size(changes), greatest(fact_at, get(changes, i)), null),
                  'responded_at', if(responded_at <= get(changes, i - 1), responded_at, null),
                  'deal_at', if(deal_at <= get(changes, i - 1), deal_at, null))))
                """))
        .withColumn("first", col("version.first"))
        .withColumn("known_from", col("version.from"))
        .withColumn("known_to", col("version.to"))
        .withColumn("responded_at", col("version.responded_at"))
        .withColumn("deal_at", col("version.deal_at"));
  }

  private static Column slot(FeatureGroup group, Measure measure) {
    Column holds = condition(group.where()).and(condition(measure.where()));
    if (measure.kind() == Measure.Kind.RATE) {
      return trial(measure, holds);
    }
    Column event = measure.at() == null ? col("fact_at") : expr(measure.at());
    Column value =
        switch (measure.kind()) {
          case SUM -> finite(expr(measure.sum()).cast("double"));
          case MEAN -> finite(expr(measure.mean()).cast("double"));
          default -> lit(1.0);
        };
    return when(
        holds.and(event.isNotNull()).and(value.isNotNull()),
        contribution(event, greatest(col("known_from"), event), col("known_to"), value));
  }

  /** NaN and infinite values say nothing, like null: one of them would drown all others. */
  private static Column finite(Column value) {
    return when(abs(value).lt(lit(Double.POSITIVE_INFINITY)), value);
  }

  private static Column trial(Measure measure, Column holds) {
    String outcome = OUTCOME.matcher(measure.rate()).replaceAll("final_$1");
    Column mature = expr("timestampadd(MICROSECOND, " + measure.maturity().micros() + ", fact_at)");
    Column success = coalesce(expr(outcome).leq(mature), lit(false));
    return when(
        holds.and(col("first")),
        contribution(
            col("fact_at"),
            mature,
            lit(null).cast("timestamp"),
            when(success, lit(1.0)).otherwise(lit(0.0))));
  }

  private static Column condition(String where) {
    return where == null ? lit(true) : coalesce(expr(where), lit(false));
  }

  private static Column contribution(Column event, Column from, Column to, Column value) {
    return struct(
        unix_micros(event).as("event"),
        unix_micros(from).as("from"),
        coalesce(unix_micros(to), lit(Long.MAX_VALUE)).as("to"),
        value.as("value"));
  }
}
