package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.features.mart.MartProfile;
import io.dealrank.features.vertical.FeatureGroup;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The stored profiles of the marts of a workspace. */
final class MartProfiles {
  private MartProfiles() {}

  /**
   * Profiles the days [from, to] of a mart as it is stored, and replaces these days of its profile
   * by one commit. The first day is compared with the profile of the day before, if there is one.
   * Where the mart holds no other days, or the profile has other columns than it has now, the
   * profile is replaced as a whole.
   */
  static void write(Workspace workspace, FeatureGroup group, LocalDate from, LocalDate to) {
    DeltaFolder mart = workspace.mart(group.group());
    DeltaFolder profile = workspace.profile(group.group());
    DayRanges built = mart.builtDays();
    boolean whole =
        built.equals(new DayRanges(List.of()).with(from, to))
            || !profile.hasColumns(MartProfile.SCHEMA);
    Dataset<Row> none = workspace.spark().createDataFrame(List.of(), MartProfile.SCHEMA);
    Dataset<Row> before =
        whole ? none : profile.read("").filter(col("ds").equalTo(lit(from.minusDays(1))));
    Dataset<Row> rows =
        MartProfile.of(mart.read("").filter(col("ds").between(from, to)), before)
            .repartition(col("ds"));
    if (whole) {
      profile.overwriteAllDays(rows);
    } else {
      profile.overwriteDays(rows, from, to);
    }
  }

  /** The stored profile of the days [from, to]; nothing where there is none. */
  static List<Row> read(Workspace workspace, FeatureGroup group, LocalDate from, LocalDate to) {
    DeltaFolder profile = workspace.profile(group.group());
    return profile.exists()
        ? profile.read("").filter(col("ds").between(from, to)).collectAsList()
        : List.of();
  }
}
