package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.RankerChoice;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which rankers are compared: those of {@code --rankers}, in the order given. */
final class ComparedRankers {
  private static final String REMEDY = "Write for example --rankers logistic,mixed,xgboost.";

  private ComparedRankers() {}

  /**
   * The rankers with the parameters that the vertical file gives their types.
   *
   * @param given types, separated by commas; null: the vertical's ranker, then its alternatives
   * @throws ConfigurationException for no type at all, an unknown one, or one given twice
   */
  static List<RankerSpec> of(String given, VerticalFile file) {
    RankerChoice choice = file.vertical().ranker();
    Set<String> types = new LinkedHashSet<>();
    if (given == null) {
      types.add(choice.type());
      types.addAll(choice.alternatives().keySet());
    } else {
      for (String type : given.split(",", -1)) {
        add(types, type.strip(), given);
      }
    }
    return types.stream().map(type -> TrainCommand.spec(type, file)).toList();
  }

  private static void add(Set<String> types, String type, String given) {
    if (type.isEmpty()) {
      throw new ConfigurationException(
          "--rankers '" + given + "' has an empty name.",
          "It is a list of rankers, separated by commas.",
          REMEDY);
    }
    if (!Rankers.types().contains(type)) {
      throw new ConfigurationException(
          "--rankers " + given + ": there is no ranker '" + type + "'.",
          "Nearest: " + Names.nearest(type, List.copyOf(Rankers.types())) + ".",
          "Use some of " + String.join(", ", Rankers.types()) + ".");
    }
    if (!types.add(type)) {
      throw new ConfigurationException(
          "--rankers " + given + " names '" + type + "' twice.",
          "A ranker has one row, with the parameters that the vertical file gives its type.",
          "Name it once.");
    }
  }
}
