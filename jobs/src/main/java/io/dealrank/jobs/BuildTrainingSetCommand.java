package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.dealrank.features.DealrankException;
import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.training.TrainingSet;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the training set from lake and marts. */
final class BuildTrainingSetCommand implements Command {
  @Override
  public String name() {
    return "build-training-set";
  }

  @Override
  public String summary() {
    return "one row per impression: features as known then, labels, maturity, weight";
  }

  @Override
  public String example() {
    return "bin/dealrank build-training-set --vertical conf/verticals/resumes.yaml";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VERTICAL,
        Option.flag(
            "latest-facts",
            "for debugging: add per group the time of the latest fact that its features used, and"
                + " fail if any is not before the instant as of which they are"));
  }

  @Override
  public void run(Invocation invocation) {
    build(invocation, invocation.vertical());
  }

  static void build(Invocation invocation, VerticalFile file) {
    Vertical vertical = file.vertical();
    Workspace workspace = invocation.lockedWorkspace(file);
    Lake lake = LakeTable.open(workspace, vertical);
    Instant logsEnd = logsEnd(vertical, lake);
    invocation.progress().step("training set");
    boolean latestFacts = invocation.arguments().has("latest-facts");
    Dataset<Row> rows = TrainingSet.build(file, lake, priors(vertical, lake), logsEnd, latestFacts);
    workspace.trainingSet().replaceByQuery(rows, TrainingSet.schema(file, latestFacts));
    if (latestFacts) {
      invocation.progress().step("compare the latest facts with when they were asked for");
      requireNoLeak(vertical, workspace);
      invocation.summary().put("leak_check", "no feature used a fact of its instant or later");
    }
    summarize(invocation, file, workspace, logsEnd);
  }

  private static void requireNoLeak(Vertical vertical, Workspace workspace) {
    List<Row> leaks = TrainingSet.leaks(vertical, workspace.trainingSet().read("")).takeAsList(1);
    if (!leaks.isEmpty()) {
      throw new DealrankException(
          "training set "
              + workspace.trainingSet().path()
              + ": query "
              + leaks.get(0).getAs("query_id")
              + ", listing "
              + leaks.get(0).getAs("listing_id")
              + " has a feature that used a later fact.",
          "The columns <group>_latest_fact and <group>_asked_at of this row say which.",
          "This is an error of dealrank: please report it; do not train on this table.");
    }
  }

  /** First instant that the logs do not cover: as declared, else just after the last event. */
  static Instant logsEnd(Vertical vertical, Lake lake) {
    if (vertical.logs().to() != null) {
      return vertical.logs().to().atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    List<Instant> latest = new ArrayList<>();
    latest.add(lake.impressions().agg(max("shown_at")).head().getInstant(0));
    Column contact = greatest(max("contacted_at"), max("responded_at"), max("deal_at"));
    latest.add(lake.contacts().agg(contact).head().getInstant(0));
    for (Dataset<Row> signal : lake.signals().values()) {
      latest.add(signal.agg(max("at")).head().getInstant(0));
    }
    return latest.stream().filter(Objects::nonNull).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** Fitted priors of every day on which there are impressions, from the facts as they are now. */
  private static Map<String, Priors> priors(Vertical vertical, Lake lake) {
    Map<String, Priors> priors = new LinkedHashMap<>();
    List<FeatureGroup> fitted = vertical.features().stream().filter(FeatureGroup::fitted).toList();
    if (fitted.isEmpty()) {
      return priors;
    }
    Row shown =
        lake.impressions()
            .agg(
                min(least(col("shown_at"), col("listing_as_of"))),
                max(greatest(col("shown_at"), col("listing_as_of"))))
            .head();
    LocalDate from = day(shown.getInstant(0).minusNanos(vertical.publicationLag().micros() * 1000));
    LocalDate to = day(shown.getInstant(1));
    for (FeatureGroup group : fitted) {
      List<Row> fits = PointInTime.priors(vertical, lake, group, from, to, null).collectAsList();
      priors.put(group.group(), Priors.of(group, fits));
    }
    return priors;
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static void summarize(
      Invocation invocation, VerticalFile file, Workspace workspace, Instant logsEnd) {
    List<String> outcomes = new ArrayList<>(file.vertical().label().outcomes().keySet());
    List<Column> counts = new ArrayList<>();
    counts.add(count_if(col("mature")).as("mature"));
    counts.add(count_if(not(col("mature"))).as("immature"));
    counts.add(countDistinct("query_id").as("lists"));
    outcomes.forEach(o -> counts.add(sum(col("label_" + o)).as(o)));
    Row row =
        workspace
            .trainingSet()
            .read("")
            .agg(count(lit(1)).as("rows"), counts.toArray(Column[]::new))
            .head();
    Map<String, Object> positives = new LinkedHashMap<>();
    outcomes.forEach(o -> positives.put(o, row.getAs(o)));
    invocation
        .summary()
        .put("training_set", workspace.trainingSet().path())
        .put("rows", row.getAs("rows"))
        .put("lists", row.getAs("lists"))
        .put("mature_rows", row.getAs("mature"))
        .put("immature_rows_left_out", row.getAs("immature"))
        .put("positives", positives)
        .put("logs_end", logsEnd);
  }
}
