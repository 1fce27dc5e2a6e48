package io.dealrank.features.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Entities;
import io.dealrank.features.Lake;
import io.dealrank.features.contract.AttributeVersions;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.Accuracy;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Role;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row per impression: features of both sides as they were known, cross features, labels,
 * maturity and weight.
 *
 * <p>The engine is asked, once per entity. {@code daily}: as of the midnight at the start of the
 * day on which the impression's instant, less the publication lag, lies: the answers are those of
 * the marts' snapshot of that day. {@code exact}: as of the impression's own instant (the listing's
 * side: as of {@code listing_as_of}). Attributes are those valid at that instant in both cases,
 * since a search engine indexes them as they change.
 */
public final class TrainingSet {
  private static final StructType KEYS =
      StructType.fromDDL(
          """
          query_id STRING NOT NULL COMMENT 'the search; with listing_id the key',
          searcher_id STRING NOT NULL COMMENT 'who searched',
          listing_id STRING NOT NULL COMMENT 'what was shown',
          owner_id STRING NOT NULL COMMENT 'who is behind the listing',
          queried_at TIMESTAMP NOT NULL COMMENT 'when the query was asked, UTC',
          list_time TIMESTAMP NOT NULL COMMENT 'first queried_at of the rows of the query, UTC: by it lists are cut into training and test',
          shown_at TIMESTAMP NOT NULL COMMENT 'when the listing was shown, UTC',
          position INT NOT NULL COMMENT 'place in the list as shown, 1 = first',
          production_score DOUBLE COMMENT 'score of the production ranking; null: unknown',
          shuffled BOOLEAN COMMENT 'true: the list was shown in random order; null: unknown',
          segments MAP<STRING, STRING> COMMENT 'segment name to value',
          mature BOOLEAN NOT NULL COMMENT 'true once the attribution window of the whole list has closed',
          weight DOUBLE NOT NULL COMMENT 'weight of the row in training'
          """);

  /** Column with the time of a list: the first {@code queried_at} of its rows. */
  public static final String LIST_TIME = "list_time";

  private static final String ASKED_AT = "features_asked_at";
  private static final List<String> MADE_LAST = List.of(LIST_TIME, "mature", "weight");

  private TrainingSet() {}

  /** Names of the columns that every training set has. */
  static String[] keyColumns() {
    return KEYS.fieldNames();
  }

  /** Columns of the training set of a vertical: keys, labels, features. */
  public static StructType schema(VerticalFile file) {
    return schema(file, false);
  }

  /**
   * Columns of the training set of a vertical.
   *
   * @param latestFacts whether it says up to when each group's features knew the past
   */
  public static StructType schema(VerticalFile file, boolean latestFacts) {
    StructType schema = KEYS;
    Vertical vertical = file.vertical();
    for (String list : vertical.lists().keySet()) {
      schema =
          schema.add(
              "in_" + list, DataTypes.BooleanType, true, "whether the row is ranked in " + list);
    }
    for (String outcome : vertical.label().outcomes().keySet()) {
      schema =
          schema.add(
              "label_" + outcome,
              DataTypes.IntegerType,
              true,
              "1: "
                  + outcome
                  + " within "
                  + vertical.label().within()
                  + "; 0: not; null: not mature");
    }
    for (String outcome : vertical.label().outcomes().keySet()) {
      schema =
          schema.add(
              Labels.time(outcome),
              DataTypes.TimestampType,
              true,
              "when the first "
                  + outcome
                  + " within "
                  + vertical.label().within()
                  + " happened, UTC, also if not mature; null: none known. For training only, never"
                  + " a feature");
    }
    for (FeatureColumn feature : FeatureColumn.of(file)) {
      schema =
          schema.add(
              feature.name(),
              DataTypes.DoubleType,
              true,
              "feature of " + feature.origin() + "; null: unknown");
    }
    if (latestFacts) {
      for (FeatureGroup group : vertical.features()) {
        schema =
            schema
                .add(
                    askedAt(group),
                    DataTypes.TimestampType,
                    true,
                    "as of when the features of " + group.group() + " are, UTC")
                .add(
                    latestFact(group),
                    DataTypes.TimestampType,
                    true,
                    "time of the latest fact in the features of "
                        + group.group()
                        + ", UTC; null: none");
      }
    }
    return schema;
  }

  /** Column with the instant as of which a group's features are. */
  private static String askedAt(FeatureGroup group) {
    return group.group() + "_asked_at";
  }

  /** Column with the time of the latest fact that a group's features used. */
  private static String latestFact(FeatureGroup group) {
    return group.group() + "_latest_fact";
  }

  /**
   * Rows of a training set built with {@code latestFacts} in which a feature used a fact that was
   * not known before the instant as of which it is. There is none unless the engine is wrong.
   */
  public static Dataset<Row> leaks(Vertical vertical, Dataset<Row> trainingSet) {
    Column leak = lit(false);
    for (FeatureGroup group : vertical.features()) {
      leak = leak.or(col(latestFact(group)).geq(col(askedAt(group))));
    }
    return trainingSet.filter(leak);
  }

  /**
   * Builds the training set: the rows of a query in one partition, sorted by {@code
   * xxhash64(query_id)}, then in production order, so that whoever reads a file whole reads lists
   * without a shuffle.
   *
   * @param priors group to its fitted priors of every day asked about; of groups that have any
   * @param logsEnd first instant that the logs do not cover
   * @param latestFacts whether each row says up to when each group's features knew the past
   */
  public static Dataset<Row> build(
      VerticalFile file,
      Lake lake,
      Map<String, Priors> priors,
      Instant logsEnd,
      boolean latestFacts) {
    Vertical vertical = file.vertical();
    List<FeatureColumn> features = FeatureColumn.of(file);
    // Features first, labels after: no expression can read what came of the impression.
    Dataset<Row> rows =
        Entities.attach(
            lake.impressions(),
            vertical,
            lake,
            Map.of(
                Role.SEARCHER,
                "shown_at",
                Role.LISTING,
                "listing_as_of",
                Role.OWNER,
                "listing_as_of"),
            features.stream().map(FeatureColumn::expression).toList());
    rows = withFeatures(rows, vertical, lake, priors, features, latestFacts);
    vertical
        .label()
        .outcomes()
        .forEach(
            (name, outcome) ->
                analyzed(
                    lake.facts(outcome.from()),
                    expr(outcome.at()).cast("timestamp"),
                    "outcome '" + name + "'",
                    outcome.at()));
    Dataset<Row> labelled =
        Labels.attach(
            rows.select(columns(lake.impressions(), file, features, latestFacts))
                .withColumn(LIST_TIME, min("queried_at").over(Window.partitionBy("query_id"))),
            lake,
            vertical.label().outcomes(),
            vertical.label().within(),
            logsEnd);
    String weight = vertical.label().weight() == null ? "1.0D" : vertical.label().weight();
    return labelled
        .withColumn(
            "weight",
            when(col("mature"), analyzed(labelled, expr(weight).cast("double"), "weight", weight))
                .otherwise(1.0))
        .to(nullable(schema(file, latestFacts)))
        .repartition(col("query_id"))
        .sortWithinPartitions(
            xxhash64(col("query_id")), col("query_id"), col("position"), col("listing_id"));
  }

  /**
   * The rows with every feature, under {@link #computed} names.
   *
   * <p>Each feature is computed as soon as the last group that it reads has answered, and a group's
   * answers are carried on only as long as a feature still reads them: an answer with its maps is
   * wide, a feature is one number.
   */
  private static Dataset<Row> withFeatures(
      Dataset<Row> impressions,
      Vertical vertical,
      Lake lake,
      Map<String, Priors> priors,
      List<FeatureColumn> features,
      boolean latestFacts) {
    List<FeatureColumn> open = new ArrayList<>(features);
    List<FeatureGroup> unasked = new ArrayList<>(vertical.features());
    Dataset<Row> rows = computeReady(impressions, open, unasked);
    for (Role role : Role.values()) {
      List<FeatureGroup> groups =
          vertical.features().stream().filter(g -> role(vertical, g) == role).toList();
      if (groups.isEmpty()) {
        continue;
      }
      rows = rows.withColumn(ASKED_AT, askedAt(vertical, role));
      PointInTime.Asked asked = new PointInTime.Asked(priors, latestFacts);
      rows = PointInTime.ask(vertical, lake, groups, rows, role.keyColumn(), ASKED_AT, asked);
      for (FeatureGroup group : latestFacts ? groups : List.<FeatureGroup>of()) {
        rows =
            rows.withColumn(askedAt(group), col(ASKED_AT))
                .withColumn(latestFact(group), col(group.group() + ".latest_fact"));
      }
      unasked.removeAll(groups);
      rows = computeReady(rows.drop(ASKED_AT), open, unasked);
      List<String> expressions = open.stream().map(FeatureColumn::expression).toList();
      rows =
          rows.drop(
              vertical.features().stream()
                  .map(FeatureGroup::group)
                  .filter(group -> !AttributeVersions.mentions(expressions, group))
                  .toArray(String[]::new));
    }
    return rows;
  }

  private static Dataset<Row> computeReady(
      Dataset<Row> rows, List<FeatureColumn> open, List<FeatureGroup> unasked) {
    List<FeatureColumn> ready =
        open.stream()
            .filter(
                feature ->
                    unasked.stream()
                        .noneMatch(
                            group ->
                                AttributeVersions.mentions(
                                    List.of(feature.expression()), group.group())))
            .toList();
    open.removeAll(ready);
    Map<String, Column> values = new LinkedHashMap<>();
    ready.forEach(feature -> values.put(computed(feature), feature(rows, feature)));
    return values.isEmpty() ? rows : rows.withColumns(values);
  }

  /** Name of a feature while the training set is made; no column of the user's has it. */
  private static String computed(FeatureColumn feature) {
    return "feature__" + feature.name();
  }

  /** Role in an impression that asks for a group's features. */
  static Role role(Vertical vertical, FeatureGroup group) {
    return group.role() != null ? group.role() : vertical.roleOf(group.entity()).orElseThrow();
  }

  /** The mart day an instant reads: the last midnight whose export has arrived. */
  public static Column snapshotDay(Vertical vertical, String time) {
    return to_date(
        expr(
            "timestampadd(MICROSECOND, -"
                + vertical.publicationLag().micros()
                + ", "
                + time
                + ")"));
  }

  /** The instant as of which an impression asks for the features of a role's groups. */
  private static Column askedAt(Vertical vertical, Role role) {
    String time = role == Role.SEARCHER ? "shown_at" : "listing_as_of";
    return vertical.accuracy() == Accuracy.EXACT
        ? col(time)
        : snapshotDay(vertical, time).cast("timestamp");
  }

  private static Column[] columns(
      Dataset<Row> impressions,
      VerticalFile file,
      List<FeatureColumn> features,
      boolean latestFacts) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : KEYS.fields()) {
      if (!MADE_LAST.contains(field.name())) {
        columns.add(col(field.name()));
      }
    }
    file.vertical()
        .lists()
        .forEach((name, where) -> columns.add(condition(impressions, name, where)));
    features.forEach(feature -> columns.add(col(computed(feature)).as(feature.name())));
    for (FeatureGroup group : latestFacts ? file.vertical().features() : List.<FeatureGroup>of()) {
      columns.add(col(askedAt(group)));
      columns.add(col(latestFact(group)));
    }
    return columns.toArray(Column[]::new);
  }

  private static Column condition(Dataset<Row> impressions, String list, String where) {
    return analyzed(
        impressions, expr(where).cast("boolean").as("in_" + list), "list '" + list + "'", where);
  }

  private static Column feature(Dataset<Row> rows, FeatureColumn feature) {
    Column value = expr(feature.expression()).cast("double");
    return analyzed(rows, value, "feature '" + feature.name() + "'", feature.expression());
  }

  private static Column analyzed(Dataset<Row> rows, Column column, String what, String expression) {
    try {
      var unused = rows.select(column);
      return column;
    } catch (Exception failed) {
      if (failed instanceof AnalysisException) {
        throw new ConfigurationException(
            what + ": " + failed.getMessage().lines().findFirst().orElse(""),
            "Its expression is: " + expression,
            "An expression may use query.<attribute>, <entity>.<attribute> and <group>.<column>; here: "
                + String.join(", ", Arrays.asList(rows.columns()))
                + ".");
      }
      throw failed;
    }
  }

  private static StructType nullable(StructType schema) {
    return (StructType) schema.asNullable();
  }
}
