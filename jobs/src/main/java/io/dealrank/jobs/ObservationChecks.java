package io.dealrank.jobs;

import io.dealrank.features.training.Labels;
import io.dealrank.features.training.TrainingSet;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.PositionChoice;
import io.dealrank.features.vertical.RankerChoice;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses what {@code ranker.position} and {@code ranker.delay} cannot do, before rows are read.
 */
final class ObservationChecks {
  private ObservationChecks() {}

  /** Whether a ranker's loss is over lists, so that its score is no log-odds. */
  static boolean overLists(Ranker ranker) {
    if (!ranker.hasParam("objective")) {
      return false;
    }
    String objective = String.valueOf(ranker.<Object>getOrDefault(ranker.getParam("objective")));
    return objective.startsWith("rank:") || objective.equals("softmax");
  }

  /** Whether a ranker is fitted to labels at all. */
  static boolean learns(RankerSpec spec) {
    return !List.of("production", "popularity").contains(spec.type());
  }

  static void require(VerticalFile file, RankerSpec spec) {
    RankerChoice choice = file.vertical().ranker();
    PositionChoice position = choice.position();
    if (position == null && choice.delay() == null) {
      return;
    }
    String key = position == null ? "delay" : "position";
    if (spec.type().equals("funnel")) {
      throw file.error(
          List.of("ranker", key),
          "the funnel cannot use it: each of its stages would need a share of its own",
          "Leave the key out, or choose logistic, gbt, xgboost, mixed or calibrated.");
    }
    boolean likelihood =
        position == null || position.weights() == PositionChoice.Weights.LIKELIHOOD;
    if (learns(spec) && likelihood && overLists(Rankers.create(spec))) {
      throw file.error(
          List.of("ranker", key),
          "the likelihood of a partly observed outcome needs a score that is a log-odds; the"
              + " objective of this "
              + spec.type()
              + " is over lists",
          "Write position: {..., weights: inverse}, or choose an objective of single rows.");
    }
    if (position != null) {
      List<String> columns = columns(file);
      for (int i = 0; i < position.harvestBy().size(); i++) {
        String column = position.harvestBy().get(i);
        if (!columns.contains(column)) {
          throw file.error(
              List.of("ranker", "position", "harvest_by", String.valueOf(i)),
              "'" + column + "' is no column of the training set",
              "Nearest column: '" + Names.nearest(column, columns) + "'.");
        }
      }
    }
  }

  /** The keys, attributes of the list and features: all but what came of the impression. */
  private static List<String> columns(VerticalFile file) {
    List<String> columns = new ArrayList<>(List.of(TrainingSet.schema(file).fieldNames()));
    columns.removeAll(List.of("position", "mature", "weight"));
    for (String outcome : file.vertical().label().outcomes().keySet()) {
      columns.removeAll(List.of("label_" + outcome, Labels.time(outcome)));
    }
    return columns;
  }
}
