package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.mart.FlatSnapshot;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.VerticalFile;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Exports the snapshot of one day to search: one flat row per entity. */
final class ExportFeaturesCommand implements Command {
  private static final List<String> FORMATS = List.of("parquet", "json");

  @Override
  public String name() {
    return "export-features";
  }

  @Override
  public String summary() {
    return "publish one day's features for search: one flat row per entity, with a manifest";
  }

  @Override
  public String example() {
    return "bin/dealrank export-features --vertical conf/verticals/resumes.yaml --date 2026-03-01 --format json";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VERTICAL,
        Option.optional(
            "date", "DAY", null, "day of the snapshot, UTC; default: the latest day built"),
        FORMAT);
  }

  @Override
  public void run(Invocation invocation) {
    export(
        invocation,
        invocation.vertical(),
        invocation.day("date"),
        invocation.arguments().value("format"));
  }

  static void export(Invocation invocation, VerticalFile file, LocalDate date, String format) {
    requireFormat(format);
    Workspace workspace = invocation.lockedWorkspace(file);
    Map<String, Object> exports = new LinkedHashMap<>();
    for (Map.Entry<String, List<FeatureGroup>> entity :
        FlatSnapshot.groupsByEntity(file.vertical()).entrySet()) {
      LocalDate day = date == null ? latestDay(workspace, file, entity.getValue()) : date;
      invocation.progress().step("export " + entity.getKey() + " as of " + day);
      Map<String, Dataset<Row>> marts = new LinkedHashMap<>();
      Map<String, Priors> priors = new LinkedHashMap<>();
      for (FeatureGroup group : entity.getValue()) {
        marts.put(group.group(), mart(workspace, file, group, day));
        priors.put(group.group(), MartBuild.read(workspace, group, day, day));
      }
      Dataset<Row> rows = FlatSnapshot.of(file.vertical(), entity.getValue(), marts, priors, day);
      Publication publication =
          new Publication(
              workspace.export(entity.getKey()), workspace.spark(), invocation.startedAt());
      exports.put(entity.getKey(), publication.publish(rows, entity.getKey(), day, format));
    }
    invocation.summary().put("exports", exports);
  }

  /** Refuses a format that an export cannot have. */
  static void requireFormat(String format) {
    if (!FORMATS.contains(format)) {
      throw new ConfigurationException(
          "--format " + format + " is unknown.",
          "An export is written as " + String.join(" or ", FORMATS) + ".",
          "Use --format parquet.");
    }
  }

  private static LocalDate latestDay(
      Workspace workspace, VerticalFile file, List<FeatureGroup> groups) {
    DeltaFolder mart = workspace.mart(groups.get(0).group());
    mart.requireExists(remedy(file));
    List<DayRanges.Range> built = mart.builtDays().ranges();
    return built.get(built.size() - 1).to();
  }

  private static Dataset<Row> mart(
      Workspace workspace, VerticalFile file, FeatureGroup group, LocalDate day) {
    DeltaFolder mart = workspace.mart(group.group());
    Dataset<Row> rows = mart.read(remedy(file));
    if (!mart.builtDays().contains(day)) {
      throw new DealrankException(
          "mart " + group.group() + " has no snapshot of " + day + ".",
          "Built days: " + mart.builtDays() + ".",
          "Run first: " + remedy(file) + " --from " + day + " --to " + day + ".");
    }
    return rows;
  }

  private static String remedy(VerticalFile file) {
    return "bin/dealrank build-marts --vertical " + file.path();
  }
}
