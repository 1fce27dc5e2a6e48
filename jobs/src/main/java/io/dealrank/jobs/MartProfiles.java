package io.dealrank.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;

import io.dealrank.features.mart.MartProfile;
import io.dealrank.features.vertical.FeatureGroup;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The stored profiles of the marts of a workspace. A day's profile names the data files of the mart
 * that it is of, so that whatever wrote the day, and wherever a run ended, the next build finds the
 * days whose profile is not that of their rows.
 */
final class MartProfiles {
  /** A row of the profile with the files that it is of. */
  static final StructType SCHEMA =
      MartProfile.SCHEMA.add(
          "files",
          DataTypes.StringType,
          true,
          "hash of the names of the data files of the day and the day before; internal");

  private static final Pattern DAY = Pattern.compile("/ds=(\\d{4}-\\d{2}-\\d{2})/");

  private MartProfiles() {}

  /**
   * Profiles the days of a mart that were written since they were profiled, and the days after
   * them, and replaces their profiles by one commit.
   */
  static void refresh(Workspace workspace, FeatureGroup group) {
    Dataset<Row> mart = workspace.mart(group.group()).read("");
    DeltaFolder profile = workspace.profile(group.group());
    Map<LocalDate, String> now = files(mart);
    boolean whole = !profile.hasColumns(SCHEMA);
    Map<LocalDate, String> profiled = whole ? Map.of() : profiled(profile);
    TreeSet<LocalDate> stale = new TreeSet<>(now.keySet());
    stale.addAll(profiled.keySet());
    stale.removeIf(day -> now.containsKey(day) && now.get(day).equals(profiled.get(day)));
    if (stale.isEmpty()) {
      return;
    }
    DayRanges days = DayRanges.of(stale);
    Dataset<Row> before =
        whole
            ? workspace.spark().createDataFrame(List.of(), MartProfile.SCHEMA)
            : profile.read("").filter(dayBefore(days));
    Dataset<Row> rows =
        MartProfile.of(mart.filter(days.among("ds")), before)
            .withColumn("files", filesOf(now, stale))
            .to(SCHEMA)
            .repartition(col("ds"));
    if (whole) {
      profile.overwriteAllDays(rows);
    } else {
      profile.replaceDays(rows, new ArrayList<>(stale));
    }
  }

  /** Of every day of a mart with rows the hash of its files and those of the day before. */
  private static Map<LocalDate, String> files(Dataset<Row> mart) {
    String[] names = mart.inputFiles();
    Arrays.sort(names);
    Map<LocalDate, StringBuilder> byDay = new TreeMap<>();
    for (String name : names) {
      Matcher day = DAY.matcher(name);
      if (!day.find()) {
        throw new IllegalStateException("no day in the name of the data file " + name);
      }
      byDay
          .computeIfAbsent(LocalDate.parse(day.group(1)), any -> new StringBuilder())
          .append(name, day.start(), name.length());
    }
    Map<LocalDate, String> hashes = new HashMap<>();
    byDay.forEach(
        (day, files) ->
            hashes.put(
                day, Sha256.hex(files + " " + byDay.get(day.minusDays(1))).substring(0, 32)));
    return hashes;
  }

  private static Map<LocalDate, String> profiled(DeltaFolder profile) {
    Map<LocalDate, String> files = new HashMap<>();
    profile
        .read("")
        .select("ds", "files")
        .distinct()
        .collectAsList()
        .forEach(row -> files.put(row.getLocalDate(0), row.getString(1)));
    return files;
  }

  private static Column filesOf(Map<LocalDate, String> files, TreeSet<LocalDate> days) {
    Column[] entries =
        days.stream()
            .filter(files::containsKey)
            .map(day -> struct(lit(day), lit(files.get(day))))
            .toArray(Column[]::new);
    return entries.length == 0
        ? lit(null).cast(DataTypes.StringType)
        : element_at(map_from_entries(array(entries)), col("ds"));
  }

  /** The days right before those that are profiled now, and not among them. */
  private static Column dayBefore(DayRanges days) {
    return days.ranges().stream()
        .map(range -> col("ds").equalTo(lit(range.from().minusDays(1))))
        .reduce(lit(false), Column::or);
  }

  /** The stored profile of the days [from, to]; nothing where there is none. */
  static List<Row> read(Workspace workspace, FeatureGroup group, LocalDate from, LocalDate to) {
    DeltaFolder profile = workspace.profile(group.group());
    return profile.exists()
        ? profile.read("").filter(col("ds").between(from, to)).collectAsList()
        : List.of();
  }
}
