package io.dealrank.features.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.features.Entities;
import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.Outcome;
import io.dealrank.features.vertical.Role;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    return latestFacts ? LatestFacts.addedTo(schema, vertical) : schema;
  }

  /**
   * Rows of a training set built with {@code latestFacts} in which a feature used a fact that was
   * not known before the instant as of which it is. There is none unless the engine is wrong.
   */
  public static Dataset<Row> leaks(Vertical vertical, Dataset<Row> trainingSet) {
    return LatestFacts.leaks(trainingSet, vertical);
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
    ImpressionFeatures asked =
        new ImpressionFeatures(vertical, lake, priors, features, latestFacts);
    rows = asked.attach(rows);
    for (Map.Entry<String, Outcome> outcome : vertical.label().outcomes().entrySet()) {
      String what = "outcome '" + outcome.getKey() + "'";
      var unused =
          new FileExpression(what, outcome.getValue().at())
              .on(lake.facts(outcome.getValue().from()), "timestamp");
    }
    Dataset<Row> labelled =
        Labels.attach(
            rows.select(columns(lake.impressions(), asked))
                .withColumn(LIST_TIME, min("queried_at").over(Window.partitionBy("query_id"))),
            lake,
            vertical.label().outcomes(),
            vertical.label().within(),
            logsEnd);
    String weight = vertical.label().weight() == null ? "1.0D" : vertical.label().weight();
    return labelled
        .withColumn(
            "weight",
            when(col("mature"), new FileExpression("weight", weight).on(labelled, "double"))
                .otherwise(1.0))
        .to((StructType) schema(file, latestFacts).asNullable())
        .repartition(col("query_id"))
        .sortWithinPartitions(
            xxhash64(col("query_id")), col("query_id"), col("position"), col("listing_id"));
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

  private static Column[] columns(Dataset<Row> impressions, ImpressionFeatures asked) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : KEYS.fields()) {
      if (!MADE_LAST.contains(field.name())) {
        columns.add(col(field.name()));
      }
    }
    Vertical vertical = asked.vertical();
    vertical
        .lists()
        .forEach(
            (name, where) ->
                columns.add(
                    new FileExpression("list '" + name + "'", where)
                        .on(impressions, "boolean")
                        .as("in_" + name)));
    columns.addAll(asked.columns());
    if (asked.latestFacts()) {
      columns.addAll(LatestFacts.columns(vertical));
    }
    return columns.toArray(Column[]::new);
  }
}
