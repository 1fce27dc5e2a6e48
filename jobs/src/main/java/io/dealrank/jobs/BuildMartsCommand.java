package io.dealrank.jobs;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Lake;
import io.dealrank.features.training.TrainingSet;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
            "from",
            "DAY",
            null,
            "first day, UTC; default: the day after the latest built; at first the first day with impressions"),
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
    Workspace workspace = invocation.lockedWorkspace(file);
    Lake lake = LakeTable.open(workspace, vertical);
    Row shown =
        lake.impressions()
            .select(TrainingSet.snapshotDay(vertical, "shown_at").as("day"))
            .agg(min("day"), max("day"))
            .head();
    LocalDate last = to == null ? shown.getLocalDate(1).plusDays(1) : to;
    if (from != null && from.isAfter(last)) {
      throw new ConfigurationException(
          "--from " + from + " is after --to " + last + ".",
          "There is no day to build.",
          "Give a first day that is not after the last.");
    }
    LocalDate firstDay = shown.getLocalDate(0).isAfter(last) ? last : shown.getLocalDate(0);
    boolean rebuild = invocation.arguments().has("rebuild");
    invocation.progress().step(vertical.features().size() + " marts up to " + last);
    Map<String, MartBuild.Outcome> outcomes = new ConcurrentHashMap<>();
    ConcurrentWrites.run(
        vertical.features().stream()
            .<Runnable>map(
                group ->
                    () -> {
                      MartBuild build = new MartBuild(workspace, vertical, lake, group);
                      outcomes.put(group.group(), build.build(from, last, firstDay, rebuild));
                      MartProfiles.refresh(workspace, group);
                    })
            .toList());
    summarize(invocation, workspace, vertical, outcomes);
  }

  private static void summarize(
      Invocation invocation,
      Workspace workspace,
      Vertical vertical,
      Map<String, MartBuild.Outcome> outcomes) {
    Map<String, Object> rows = new LinkedHashMap<>();
    Map<String, Object> days = new LinkedHashMap<>();
    Map<String, Object> late = new LinkedHashMap<>();
    Map<String, Object> rewritten = new LinkedHashMap<>();
    List<String> rebuilt = new ArrayList<>();
    for (FeatureGroup group : vertical.features()) {
      String name = group.group();
      DeltaFolder mart = workspace.mart(name);
      rows.put(name, mart.read("").count());
      days.put(name, mart.builtDays().toString());
      MartBuild.Outcome outcome = outcomes.get(name);
      if (outcome.rebuilt()) {
        rebuilt.add(name);
      }
      if (outcome.lateEntities() > 0) {
        late.put(name, outcome.lateEntities());
        rewritten.put(name, outcome.rewrittenDays());
      }
    }
    invocation.summary().put("marts", workspace.root() + "/marts");
    invocation.summary().put("days", days).put("snapshot_rows", rows);
    if (!rebuilt.isEmpty()) {
      invocation.summary().put("rebuilt", rebuilt);
    }
    if (!late.isEmpty()) {
      invocation.summary().put("entities_with_late_facts", late).put("days_rewritten", rewritten);
    }
  }
}
