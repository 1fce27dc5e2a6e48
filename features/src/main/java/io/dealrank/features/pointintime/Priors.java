package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Priors of smoothed rates, fitted to all entities as of each midnight. A rate as of t takes the
 * prior of the last midnight not after t, so no prior knows what an entity did later.
 */
public final class Priors implements Serializable {
  /** No fitted priors. */
  public static final Priors NONE = new Priors();

  private static final long DAY = 86_400_000_000L;

  private final HashMap<Long, HashMap<String, TreeMap<String, BetaPrior>>> byDay = new HashMap<>();

  private Priors() {}

  /**
   * Priors of a group.
   *
   * @param rows rows of {@link PriorFit#SCHEMA}
   */
  public static Priors of(FeatureGroup group, List<Row> rows) {
    Priors priors = new Priors();
    for (Row row : rows) {
      String bucket = row.getAs("bucket");
      priors.add(
          row.<LocalDate>getAs("ds").toEpochDay(),
          row.getAs("column"),
          bucket == null ? BetaPrior.TOTAL : bucket,
          new BetaPrior(row.getAs("mean"), row.getAs("strength")));
    }
    for (MartColumn column : group.columns()) {
      if (column.bucket() != null) {
        priors.byDay.values().forEach(day -> fallBack(day, column));
      }
    }
    return priors;
  }

  private void add(long epochDay, String column, String bucket, BetaPrior prior) {
    byDay
        .computeIfAbsent(epochDay, d -> new HashMap<>())
        .computeIfAbsent(column, c -> new TreeMap<>())
        .put(bucket, prior);
  }

  /** A bucket that no entity has had takes the prior over all buckets. */
  private static void fallBack(
      HashMap<String, TreeMap<String, BetaPrior>> day, MartColumn byBucket) {
    TreeMap<String, BetaPrior> total = day.get(byBucket.totalName());
    if (total != null) {
      day.computeIfAbsent(byBucket.name(), c -> new TreeMap<>())
          .put(BetaPrior.TOTAL, total.get(BetaPrior.TOTAL));
    }
  }

  /** Priors of a column by bucket as of t in microseconds; null if there are none. */
  Map<String, BetaPrior> of(String column, long asOf) {
    HashMap<String, TreeMap<String, BetaPrior>> day = byDay.get(Math.floorDiv(asOf, DAY));
    return day == null ? null : day.get(column);
  }

  /** Expected rate of an entity without trials on a day, of a bucket or (null) in total. */
  public Double mean(MartColumn column, String bucket, LocalDate day) {
    BetaPrior prior =
        BetaPrior.of(
            of(column.name(), day.toEpochDay() * DAY), bucket == null ? BetaPrior.TOTAL : bucket);
    return prior == null ? null : (Double) prior.mean();
  }
}
