package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Lake;
import io.dealrank.features.mart.Mart;
import io.dealrank.features.training.TrainingSet;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the daily snapshots of every feature group. */
final class BuildMartsCommand implements Command {
  @Override
  public String name() {
    return "build-marts";
  }

  @Override
  public String summary() {
    return "build the daily feature marts: one table per feature group, one snapshot per day";
  }

  @Override
  public String example() {
    return "bin/dealrank build-marts --vertical conf/verticals/resumes.yaml --from 2026-01-02 --to 2026-01-31";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VERTICAL,
        Option.optional(
            "from", "DAY", null, "first day, UTC; default: the first day with impressions"),
        Option.optional(
            "to",
            "DAY",
            null,
            "last day, UTC, included; default: the day after the last impressions"),
        Option.flag(
            "rebuild",
            "replace the marts as a whole, for example after a change of their columns"));
  }

  @Override
  public void run(Invocation invocation) {
    build(invocation, invocation.vertical(), invocation.day("from"), invocation.day("to"));
  }

  static void build(Invocation invocation, VerticalFile file, LocalDate from, LocalDate to) {
    Vertical vertical = file.vertical();
    Workspace workspace = invocation.workspace(file);
    Lake lake = LakeTable.open(workspace, vertical);
    if (from == null || to == null) {
      Row shown =
          lake.impressions()
              .select(TrainingSet.snapshotDay(vertical, "shown_at").as("day"))
              .agg(min("day"), max("day"))
              .head();
      from = from == null ? shown.getLocalDate(0) : from;
      to = to == null ? shown.getLocalDate(1).plusDays(1) : to;
    }
    if (from.isAfter(to)) {
      throw new ConfigurationException(
          "--from " + from + " is after --to " + to + ".",
          "There is no day to build.",
          "Give a first day that is not after the last.");
    }
    LocalDate first = from;
    LocalDate last = to;
    boolean rebuild = invocation.arguments().has("rebuild");
    invocation.progress().step(vertical.features().size() + " marts, " + first + ".." + last);
    ConcurrentWrites.run(
        vertical.features().stream()
            .<Runnable>map(g -> () -> write(workspace, vertical, lake, g, first, last, rebuild))
            .toList());
    Map<String, Object> rows = new LinkedHashMap<>();
    for (FeatureGroup group : vertical.features()) {
      rows.put(
          group.group(),
          workspace
              .mart(group.group())
              .read("")
              .filter(col("ds").between(first, last))
              .agg(count(lit(1)))
              .head()
              .getLong(0));
    }
    invocation.summary().put("marts", workspace.root() + "/marts");
    invocation.summary().put("from", from.toString()).put("to", to.toString());
    invocation.summary().put("snapshot_rows", rows);
  }

  private static void write(
      Workspace workspace,
      Vertical vertical,
      Lake lake,
      FeatureGroup group,
      LocalDate from,
      LocalDate to,
      boolean rebuild) {
    DeltaFolder mart = workspace.mart(group.group());
    Dataset<Row> snapshots = Mart.snapshots(vertical, lake, group, from, to).repartition(col("ds"));
    if (rebuild) {
      mart.rebuildDays(snapshots, Mart.schema(group), from, to);
    } else {
      mart.replaceDays(snapshots, Mart.schema(group), from, to);
    }
    MartProfiles.write(workspace, group, from, to);
  }
}
