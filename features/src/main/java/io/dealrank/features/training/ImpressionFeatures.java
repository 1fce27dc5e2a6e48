package io.dealrank.features.training;

import static org.apache.spark.sql.functions.col;

import io.dealrank.features.Lake;
import io.dealrank.features.contract.AttributeVersions;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.Accuracy;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Role;
import io.dealrank.features.vertical.Vertical;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every feature of every impression: the engine is asked once per role, with the groups of the role
 * together.
 *
 * <p>Each feature is computed as soon as the last group that it reads has answered, and a group's
 * answers are carried on only as long as a feature still reads them: an answer with its maps is
 * wide, a feature is one number.
 *
 * @param priors group to its fitted priors of every day asked about; of groups that have any
 * @param features what is computed, from the groups' answers and the attributes in the rows
 * @param latestFacts whether the columns of {@link LatestFacts} are added too
 */
record ImpressionFeatures(
    Vertical vertical,
    Lake lake,
    Map<String, Priors> priors,
    List<FeatureColumn> features,
    boolean latestFacts) {
  private static final String ASKED_AT = "features_asked_at";

  /** The impressions with the features, under names that no column of the user's has. */
  Dataset<Row> attach(Dataset<Row> impressions) {
    List<FeatureColumn> open = new ArrayList<>(features);
    List<FeatureGroup> unasked = new ArrayList<>(vertical.features());
    Dataset<Row> rows = computeReady(impressions, open, unasked);
    for (Role role : Role.values()) {
      List<FeatureGroup> groups =
          vertical.features().stream().filter(group -> role(group) == role).toList();
      if (groups.isEmpty()) {
        continue;
      }
      rows = rows.withColumn(ASKED_AT, askedAt(role));
      PointInTime.Asked asked = new PointInTime.Asked(priors, latestFacts);
      rows = PointInTime.ask(vertical, lake, groups, rows, role.keyColumn(), ASKED_AT, asked);
      if (latestFacts) {
        rows = LatestFacts.attach(rows, groups, col(ASKED_AT));
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

  /** The features of rows that {@link #attach} gave, under their own names. */
  List<Column> columns() {
    return features.stream().map(feature -> col(computed(feature)).as(feature.name())).toList();
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
    ready.forEach(feature -> values.put(computed(feature), value(rows, feature)));
    return values.isEmpty() ? rows : rows.withColumns(values);
  }

  private static Column value(Dataset<Row> rows, FeatureColumn feature) {
    return new FileExpression("feature '" + feature.name() + "'", feature.expression())
        .on(rows, "double");
  }

  private static String computed(FeatureColumn feature) {
    return "feature__" + feature.name();
  }

  /** Role in an impression that asks for a group's features. */
  private Role role(FeatureGroup group) {
    return group.role() != null ? group.role() : vertical.roleOf(group.entity()).orElseThrow();
  }

  /** The instant as of which an impression asks for the features of a role's groups. */
  private Column askedAt(Role role) {
    String time = role == Role.SEARCHER ? "shown_at" : "listing_as_of";
    return vertical.accuracy() == Accuracy.EXACT
        ? col(time)
        : TrainingSet.snapshotDay(vertical, time).cast("timestamp");
  }
}
