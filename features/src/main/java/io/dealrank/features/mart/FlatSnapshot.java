package io.dealrank.features.mart;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_element_at;

import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import io.dealrank.features.vertical.Vertical;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The features of an entity as search reads them: one flat row per key, all groups of the entity
 * side by side, the listed buckets as columns of their own. A group that knows nothing of an entity
 * gives the values of nothing: 0, the prior, or null.
 */
public final class FlatSnapshot {
  private FlatSnapshot() {}

  /** The groups of each entity, in the order of the vertical file. */
  public static Map<String, List<FeatureGroup>> groupsByEntity(Vertical vertical) {
    Map<String, List<FeatureGroup>> groups = new LinkedHashMap<>();
    vertical
        .features()
        .forEach(g -> groups.computeIfAbsent(g.entity(), e -> new ArrayList<>()).add(g));
    return groups;
  }

  /** Name of the feature of a bucket, for example {@code contacts_7d_chat}. */
  public static String bucketName(MartColumn column, String bucket) {
    return column.totalName() + "_" + bucket.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  /**
   * One row per entity known on the day: {@code entity_id}, then {@code <group>_<column>}.
   *
   * @param marts group to its mart
   * @param priors group to its fitted priors of the day; of groups that have any
   */
  public static Dataset<Row> of(
      Vertical vertical,
      List<FeatureGroup> groups,
      Map<String, Dataset<Row>> marts,
      Map<String, Priors> priors,
      LocalDate day) {
    Dataset<Row> joined = null;
    List<Column> columns = new ArrayList<>(List.of(col("entity_id")));
    for (FeatureGroup group : groups) {
      List<Column> own = new ArrayList<>(List.of(col("entity_id")));
      for (MartColumn column : group.columns()) {
        if (column.bucket() == null) {
          add(
              own,
              columns,
              group,
              column.name(),
              col(column.name()),
              nothing(column, null, own(priors, group), day));
        } else {
          for (String bucket : vertical.buckets().getOrDefault(column.bucket(), List.of())) {
            Column value = try_element_at(col(column.name()), lit(bucket));
            add(
                own,
                columns,
                group,
                bucketName(column, bucket),
                value,
                nothing(column, bucket, own(priors, group), day));
          }
        }
      }
      Dataset<Row> snapshot =
          marts
              .get(group.group())
              .filter(col("ds").equalTo(lit(day)))
              .select(own.toArray(Column[]::new));
      joined =
          joined == null
              ? snapshot
              : joined.join(
                  snapshot,
                  scala.jdk.javaapi.CollectionConverters.asScala(List.of("entity_id")).toSeq(),
                  "full");
    }
    return joined
        .select(columns.toArray(Column[]::new))
        .repartition(col("entity_id"))
        .sortWithinPartitions("entity_id");
  }

  private static Priors own(Map<String, Priors> priors, FeatureGroup group) {
    return priors.getOrDefault(group.group(), Priors.NONE);
  }

  private static Double nothing(MartColumn column, String bucket, Priors priors, LocalDate day) {
    Double constant = column.measure().valueOfNothing();
    return constant != null || column.measure().smoothing() == null
        ? constant
        : priors.mean(column, bucket, day);
  }

  private static void add(
      List<Column> own,
      List<Column> columns,
      FeatureGroup group,
      String name,
      Column value,
      Double nothing) {
    String flat = group.group() + "_" + name;
    own.add(value.as(flat));
    columns.add(nothing == null ? col(flat) : coalesce(col(flat), lit(nothing)).as(flat));
  }
}
