package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.training.FeatureColumn;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.RankerChoice;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.FeatureWeight;
import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fits one ranker per target and cut-off and saves it with its provenance. */
final class TrainCommand implements Command {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "fit the vertical's ranker, one model per target and cut-off";
  }

  @Override
  public String example() {
    return "bin/dealrank train --vertical conf/verticals/resumes.yaml --ranker gbt";
  }

  @Override
  public List<Option> options() {
    return List.of(VERTICAL, RANKER);
  }

  @Override
  public void run(Invocation invocation) {
    train(invocation, invocation.vertical());
  }

  static void train(Invocation invocation, VerticalFile file) {
    Vertical vertical = file.vertical();
    Workspace workspace = invocation.lockedWorkspace(file);
    RankerFits fits = RankerFits.of(invocation, file, workspace);
    RankerSpec spec = spec(invocation, file);
    RankerSelection selection = new RankerSelection(file, fits.features());
    if (vertical.ranker().selection() != null && !selection.appliesTo(spec)) {
      invocation
          .summary()
          .warn("ranker.selection is for " + vertical.ranker().type() + ": nothing was tried");
    }
    ModelRuns runs = new ModelRuns(workspace, invocation.startedAt());
    Map<String, Object> models = new LinkedHashMap<>();
    Map<String, Object> selected = new LinkedHashMap<>();
    for (String target : vertical.label().targets()) {
      for (ModelProvenance saved : fits.fit(spec, target, runs)) {
        models.put(target + "/" + saved.version(), saved.metrics());
        selected.put(target + "/" + saved.version(), saved.recipe().ranker().parameters());
      }
      runs.publish(target);
    }
    invocation.summary().put("models", models).put("run", runs.run()).put("ranker", spec.type());
    invocation.summary().put("training_features", fits.features().size());
    if (selection.appliesTo(spec)) {
      invocation.summary().put("selected", selected);
    }
  }

  static Dataset<Row> readTrainingSet(Workspace workspace, VerticalFile file) {
    return workspace
        .trainingSet()
        .read("bin/dealrank build-training-set --vertical " + file.path());
  }

  /**
   * The features the vertical's ranker learns from: those of its groups in the order of the
   * training set, then those named one by one; all, where neither is given.
   */
  static List<String> features(VerticalFile file) {
    List<FeatureColumn> columns = FeatureColumn.of(file);
    List<String> all = columns.stream().map(FeatureColumn::name).toList();
    List<String> origins = new ArrayList<>();
    file.vertical().features().forEach(group -> origins.add(group.group()));
    origins.add(FeatureColumn.CROSS);
    RankerChoice choice = file.vertical().ranker();
    require(file, "groups", "group", choice.groups(), origins);
    require(file, "features", "feature", choice.features(), all);
    require(file, "exclude", "feature", choice.exclude(), all);
    boolean chosen = !choice.groups().isEmpty() || !choice.features().isEmpty();
    Stream<String> whole =
        columns.stream()
            .filter(column -> !chosen || choice.groups().contains(column.origin()))
            .map(FeatureColumn::name);
    return Stream.concat(whole, choice.features().stream())
        .distinct()
        .filter(name -> !choice.exclude().contains(name))
        .toList();
  }

  private static void require(
      VerticalFile file, String key, String what, List<String> names, List<String> all) {
    for (int i = 0; i < names.size(); i++) {
      if (!all.contains(names.get(i))) {
        throw file.error(
            List.of("ranker", key, String.valueOf(i)),
            "'" + names.get(i) + "' is no " + what + " of this vertical",
            "Nearest " + what + ": '" + Names.nearest(names.get(i), all) + "'.");
      }
    }
  }

  static RankerSpec spec(Invocation invocation, VerticalFile file) {
    return spec(invocation.arguments().value("ranker"), file);
  }

  /**
   * A ranker with the parameters that the vertical file gives its type.
   *
   * @param chosen its type; null: the vertical's own
   */
  static RankerSpec spec(String chosen, VerticalFile file) {
    RankerChoice choice = file.vertical().ranker();
    RankerSpec spec =
        chosen == null || chosen.equals(choice.type())
            ? new RankerSpec(choice.type(), choice.parameters())
            : new RankerSpec(chosen, choice.alternatives().getOrDefault(chosen, Map.of()));
    try {
      Rankers.create(spec);
    } catch (IllegalArgumentException refused) {
      throw new ConfigurationException(
          "ranker " + spec.type() + ": " + refused.getMessage(),
          "It was chosen by --ranker or by key 'ranker' of " + file.path() + ".",
          "Use one of "
              + String.join(", ", Rankers.types())
              + " with its parameters (docs/vertical.md).");
    }
    ObservationChecks.require(file, spec);
    RankerSelection.require(file, spec);
    return spec;
  }

  /** The model's weights by feature, the largest first. */
  static List<FeatureWeight> largest(RankingModel model, int most) {
    List<FeatureWeight> weights = new ArrayList<>(model.featureWeights());
    weights.sort((a, b) -> Double.compare(Math.abs(b.weight()), Math.abs(a.weight())));
    return weights.subList(0, Math.min(most, weights.size()));
  }
}
