package io.dealrank.features.training;

import io.dealrank.features.FactNames;
import io.dealrank.features.mart.FlatSnapshot;
import io.dealrank.features.vertical.CrossFeature;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A feature of the training set and the SQL expression that computes it from a row that carries the
 * groups' features and the attributes of both sides.
 *
 * @param name column of the training set
 * @param expression SQL; its value is cast to DOUBLE; null means unknown
 * @param origin group or {@link #CROSS}
 */
public record FeatureColumn(String name, String expression, String origin) {
  /** Origin of the cross features. */
  public static final String CROSS = "cross";

  /**
   * The features of a vertical: every total of every group ({@code group_measure_window}), the
   * buckets that the file lists ({@code group_measure_window_bucket}) and the cross features.
   */
  public static List<FeatureColumn> of(VerticalFile file) {
    FactNames.check(file);
    Vertical vertical = file.vertical();
    List<FeatureColumn> all = new ArrayList<>();
    for (FeatureGroup group : vertical.features()) {
      for (MartColumn column : group.columns()) {
        if (!column.numeric()) {
          continue; // names and lists of values are read by cross features only
        }
        if (column.bucket() == null) {
          all.add(
              new FeatureColumn(
                  group.group() + "_" + column.name(),
                  orNothing(group.group() + "." + column.name(), column),
                  group.group()));
          continue;
        }
        for (String bucket : vertical.buckets().getOrDefault(column.bucket(), List.of())) {
          all.add(
              new FeatureColumn(
                  group.group() + "_" + FlatSnapshot.bucketName(column, bucket),
                  lookup(group, column, "'" + bucket.replace("'", "\\'") + "'"),
                  group.group()));
        }
      }
    }
    for (int i = 0; i < vertical.cross().size(); i++) {
      CrossFeature cross = vertical.cross().get(i);
      String expression = cross.expression() != null ? cross.expression() : lookup(file, i, cross);
      all.add(new FeatureColumn(cross.name(), expression, CROSS));
    }
    requireDistinct(file, all);
    return all;
  }

  private static void requireDistinct(VerticalFile file, List<FeatureColumn> features) {
    Set<String> taken = new HashSet<>(List.of(TrainingSet.keyColumns()));
    for (String outcome : file.vertical().label().outcomes().keySet()) {
      if (!taken.add(Labels.time(outcome))) {
        throw file.error(
            List.of("label", "outcomes", outcome),
            "the time of outcome '" + outcome + "' would be '" + Labels.time(outcome) + "', a key",
            "Give the outcome another name.");
      }
    }
    for (FeatureColumn feature : features) {
      boolean reserved = feature.name().startsWith("label_") || feature.name().startsWith("in_");
      if (!taken.add(feature.name()) || reserved) {
        throw file.error(
            List.of(feature.origin().equals(CROSS) ? CROSS : "features"),
            "feature name '" + feature.name() + "' of " + feature.origin() + " is taken",
            "Every column of the training set needs a name of its own; label_, in_ and <outcome>_at are"
                + " reserved.");
      }
    }
  }

  /** Every SQL expression that a feature is computed from: of groups and of cross features. */
  public static List<String> allExpressions(VerticalFile file) {
    List<String> all = new ArrayList<>(of(file).stream().map(FeatureColumn::expression).toList());
    file.vertical().features().forEach(group -> all.addAll(group.expressions()));
    return all;
  }

  private static String lookup(VerticalFile file, int index, CrossFeature cross) {
    List<String> key = List.of("cross", String.valueOf(index), "lookup");
    List<String> valid = new ArrayList<>();
    for (FeatureGroup group : file.vertical().features()) {
      for (MartColumn column : group.columns()) {
        if (column.bucket() == null || !column.numeric()) {
          continue;
        }
        String total = column.totalName();
        valid.add(group.group() + "." + total);
        if (cross.lookup().equals(group.group() + "." + total)
            && (cross.by() == null ? group.by().size() == 1 : cross.by().equals(column.bucket()))) {
          return lookup(group, column, cross.at());
        }
      }
    }
    if (valid.contains(cross.lookup())) {
      throw file.error(
          key,
          "the group is given by several buckets, or not by '" + cross.by() + "'",
          "Add by: <bucket> of the group to this cross feature.");
    }
    throw file.error(
        key,
        "'" + cross.lookup() + "' is no bucketed column",
        "Nearest: '" + Names.nearest(cross.lookup(), valid) + "'; write group.measure_window.");
  }

  private static String lookup(FeatureGroup group, MartColumn column, String at) {
    String map = group.group() + "." + column.name();
    String own = "try_element_at(" + map + ", cast((" + at + ") as string))";
    boolean fitted =
        column.measure().smoothing() != null && column.measure().smoothing().empiricalBayes();
    // What no entity ever had takes the prior over all buckets; no bucket at all stays unknown.
    return fitted
        ? "if(("
            + at
            + ") is null, null, coalesce("
            + own
            + ", try_element_at("
            + map
            + ", char(0))))"
        : orNothing(own, column);
  }

  private static String orNothing(String expression, MartColumn column) {
    Double nothing = column.measure().valueOfNothing();
    return nothing == null ? expression : "coalesce(" + expression + ", " + nothing + "D)";
  }
}
