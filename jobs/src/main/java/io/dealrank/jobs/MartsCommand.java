package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.VerticalFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Shows which marts there are, or the profile of one; writes nothing. */
final class MartsCommand implements Command {
  @Override
  public String name() {
    return "marts";
  }

  @Override
  public String summary() {
    return "list the marts, or describe the features of one with warnings; writes nothing; --json prints one object per row";
  }

  @Override
  public String example() {
    return "bin/dealrank marts --vertical conf/verticals/resumes.yaml --describe candidate_response";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VERTICAL,
        Option.optional(
            "describe", "GROUP", null, "the feature group to describe; default: list all groups"),
        Option.optional(
            "date", "DAY", null, "day of the snapshot, UTC; default: the latest day built"));
  }

  @Override
  public void run(Invocation invocation) {
    VerticalFile file = invocation.vertical();
    String described = invocation.arguments().value("describe");
    LocalDate date = invocation.day("date");
    if (described == null) {
      list(invocation, file, date);
    } else {
      describe(invocation, file, group(file, described), date);
    }
  }

  private static void list(Invocation invocation, VerticalFile file, LocalDate date) {
    Workspace workspace = invocation.workspace(file);
    TextTable table = new TextTable(3, "group", "entity", "built days", "day", "rows", "columns");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (FeatureGroup group : file.vertical().features()) {
      DeltaFolder mart = workspace.mart(group.group());
      DayRanges built = mart.exists() ? mart.builtDays() : DayRanges.NONE;
      LocalDate day = date == null ? built.last() : date;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("group", group.group());
      row.put("entity", group.entity());
      row.put("built_days", built.toString());
      row.put("day", day);
      row.put("rows", day != null && built.contains(day) ? rowsOf(mart, day) : null);
      row.put("columns", group.columns().size());
      table.row(row.values().toArray());
      rows.add(row);
    }
    invocation.summary().rows(rows);
    table.lines().forEach(invocation.summary()::line);
  }

  private static long rowsOf(DeltaFolder mart, LocalDate day) {
    return mart.read("").filter(col("ds").equalTo(lit(day))).count();
  }

  private static void describe(
      Invocation invocation, VerticalFile file, FeatureGroup group, LocalDate date) {
    Workspace workspace = invocation.workspace(file);
    DeltaFolder mart = workspace.mart(group.group());
    String build = "bin/dealrank build-marts --vertical " + file.path();
    mart.requireExists(build);
    DayRanges built = mart.builtDays();
    LocalDate day = date == null ? built.last() : date;
    if (day == null || !built.contains(day)) {
      throw new DealrankException(
          "mart " + group.group() + " has no snapshot of " + (day == null ? "any day" : day) + ".",
          "Built days: " + (day == null ? "none" : built) + ".",
          "Give a day that was built, or run first: " + build + ".");
    }
    List<Row> profile = MartProfiles.read(workspace, group, day.minusDays(1), day);
    ProfileDescription description = ProfileDescription.of(profile, group, day);
    if (description.rows().isEmpty() && rowsOf(mart, day) > 0) {
      throw new DealrankException(
          "mart " + group.group() + " has no profile of " + day + ".",
          "Its snapshot was built without one, or the build was ended before it was written.",
          "Run first: " + build + " --from " + day + " --to " + day + ".");
    }
    Summary summary = invocation.summary().rows(description.rows());
    description.lines().forEach(summary::line);
    description.warnings().forEach(summary::warn);
  }

  private static FeatureGroup group(VerticalFile file, String name) {
    List<FeatureGroup> groups = file.vertical().features();
    return groups.stream()
        .filter(group -> group.group().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = groups.stream().map(FeatureGroup::group).toList();
              return new ConfigurationException(
                  "--describe " + name + " is no feature group of " + file.path() + ".",
                  "Groups: " + String.join(", ", names) + ".",
                  "Nearest group: " + Names.nearest(name, names) + ".");
            });
  }
}
