package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.ModelStore;
import io.dealrank.ranking.RankingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Shows one list in the model's order and what each score is made of; writes nothing. */
final class ExplainCommand implements Command {
  private static final String TERMS = "__terms";
  private static final int EXAMPLES = 3;

  /** Beyond it the terms do not explain the score: 32-bit trees add up to a tenth of this. */
  private static final double LARGEST_DIFFERENCE = 1e-3;

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "show one query's list in the model's order, and the terms that each score is the sum of; writes nothing";
  }

  @Override
  public String example() {
    return "bin/dealrank explain --vertical conf/verticals/resumes.yaml --query q0-42 --top 5";
  }

  @Override
  public List<Option> options() {
    return List.of(
        VERTICAL,
        Option.required("query", "ID", "query_id of the list, as in the logs"),
        Option.optional(
            "target",
            "OUTCOME",
            null,
            "whose model explains; default: deal, or the vertical's first target without it"),
        Option.optional("top", "N", "10", "listings to show"),
        Option.optional("terms", "N", "5", "largest terms to show of each; --json has all"));
  }

  @Override
  public void run(Invocation invocation) {
    VerticalFile file = invocation.vertical();
    String target = target(file, invocation.arguments().value("target"));
    int top = (int) Math.min(invocation.positive("top"), Integer.MAX_VALUE);
    int terms = (int) Math.min(invocation.positive("terms"), Integer.MAX_VALUE);
    String query = invocation.arguments().value("query");
    Workspace workspace = invocation.workspace(file);
    Dataset<Row> trainingSet = TrainCommand.readTrainingSet(workspace, file);
    Dataset<Row> list = trainingSet.filter(col("query_id").equalTo(lit(query)));
    Instant asked =
        list.select("queried_at").collectAsList().stream()
            .map(row -> row.getInstant(0))
            .min(Comparator.naturalOrder())
            .orElseThrow(() -> unknown(query, trainingSet));

    ModelRuns runs = new ModelRuns(workspace, invocation.startedAt());
    String train = "bin/dealrank train --vertical " + file.path();
    String run = runs.current(target, train);
    TimeSplit split = TimeSplit.of(file.vertical(), trainingSet);
    ModelStore store = runs.store(target, run);
    String version = TimeSplit.version(split.cutoffs().get(split.fold(asked)));
    RankingModel model;
    ModelProvenance provenance;
    try {
      model = ModelRuns.load(store, version, train);
      provenance = store.provenance(version);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Explanation explanation = explain(model, list, file.vertical());

    Summary summary = invocation.summary();
    String ranker = provenance.recipe().ranker().type();
    summary.put("query", query).put("queried_at", asked).put("target", target);
    summary.put("run", run).put("model", version).put("ranker", ranker);
    summary.put("listings", explanation.listings(top)).put("shared", explanation.shared());
    summary.put("largest_difference", explanation.largestDifference());
    summary.line(
        "query " + query + " of " + asked + ", for " + target + " by " + ranker + " " + version);
    explanation.lines(top, terms).forEach(summary::line);
    if (asked.isBefore(split.cutoffs().get(0))) {
      summary.warn(
          "the query is older than the first cut-off: the model "
              + version
              + " may have learned from this very list, and the backtest does not rank it");
    }
    if (!(explanation.largestDifference() <= LARGEST_DIFFERENCE)) {
      summary.warn(
          "the terms miss a score by "
              + TextTable.number(explanation.largestDifference())
              + ": they do not explain it");
    }
  }

  private static Explanation explain(RankingModel model, Dataset<Row> list, Vertical vertical) {
    List<String> outcomes = List.copyOf(vertical.label().outcomes().keySet());
    List<Explanation.Listing> listings = new ArrayList<>();
    for (Row row : model.withTerms(model.transform(list), TERMS).collectAsList()) {
      boolean probable = Arrays.asList(row.schema().fieldNames()).contains("probability");
      listings.add(
          new Explanation.Listing(
              row.getAs("listing_id"),
              row.<Double>getAs("model_score"),
              probable ? row.getAs("probability") : null,
              row.<Integer>getAs("position"),
              row.<Boolean>getAs("mature") ? happened(row, outcomes) : null,
              row.getJavaMap(row.fieldIndex(TERMS))));
    }
    return Explanation.of(listings);
  }

  private static List<String> happened(Row row, List<String> outcomes) {
    return outcomes.stream()
        .filter(
            outcome ->
                row.getAs("label_" + outcome) instanceof Number label && label.doubleValue() > 0)
        .toList();
  }

  private static String target(VerticalFile file, String chosen) {
    List<String> targets = file.vertical().label().targets();
    if (chosen == null) {
      return targets.contains("deal") ? "deal" : targets.get(0);
    }
    if (!targets.contains(chosen)) {
      throw new ConfigurationException(
          "--target " + chosen + " is no target of " + file.path() + ".",
          "Nearest target: " + Names.nearest(chosen, targets) + ".",
          "Use one of " + String.join(", ", targets) + ", or add it to label.targets and train.");
    }
    return chosen;
  }

  private static DealrankException unknown(String query, Dataset<Row> trainingSet) {
    List<String> latest =
        trainingSet
            .filter(col("mature"))
            .groupBy("query_id")
            .agg(max("queried_at").as("asked"))
            .orderBy(col("asked").desc(), col("query_id"))
            .limit(EXAMPLES)
            .collectAsList()
            .stream()
            .map(row -> row.<String>getAs("query_id"))
            .toList();
    return new DealrankException(
        "there is no query '" + query + "' in the training set.",
        "A query is named as in column query_id of the impressions.",
        "Give one that is there, for example "
            + String.join(", ", latest)
            + ", or build the training set again if the query is newer.");
  }
}
