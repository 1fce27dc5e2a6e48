package io.dealrank.features.vertical;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks references inside a vertical file: every name used is declared, no name twice. */
final class VerticalChecks {
  private VerticalChecks() {}

  static void check(VerticalFile file) {
    Vertical vertical = file.vertical();
    checkTables(file, vertical);
    List<String> entities =
        Stream.of(
                vertical.searcher().entity(),
                vertical.listing().entity(),
                vertical.listing().owner())
            .distinct()
            .toList();
    for (String entity : vertical.tables().entities().keySet()) {
      require(file, List.of("tables", "entities", entity), entity, entities, "entity");
    }
    List<String> facts = new ArrayList<>(List.of("impressions", "contacts"));
    facts.addAll(vertical.tables().signals().keySet());
    Set<String> groups = new HashSet<>();
    for (int i = 0; i < vertical.features().size(); i++) {
      FeatureGroup group = vertical.features().get(i);
      String at = String.valueOf(i);
      require(file, List.of("features", at, "entity"), group.entity(), entities, "entity");
      require(file, List.of("features", at, "from"), group.from(), facts, "table of facts");
      if (!groups.add(group.group())) {
        throw file.error(
            List.of("features", at, "group"),
            "group '" + group.group() + "' is declared twice",
            "Give each group a name of its own; it names a mart.");
      }
    }
    List<String> dimensions =
        vertical.features().stream().flatMap(g -> g.by().keySet().stream()).distinct().toList();
    for (String dimension : vertical.buckets().keySet()) {
      require(file, List.of("buckets", dimension), dimension, dimensions, "bucket dimension");
    }
    for (Map.Entry<String, Outcome> outcome : vertical.label().outcomes().entrySet()) {
      List<String> sources = facts.subList(1, facts.size());
      require(
          file,
          List.of("label", "outcomes", outcome.getKey(), "from"),
          outcome.getValue().from(),
          sources,
          "table of outcomes");
    }
    checkPosition(file, vertical);
    DelayChoice delay = vertical.ranker().delay();
    if (delay != null && delay.youngest().micros() >= vertical.label().within().micros()) {
      throw file.error(
          List.of("ranker", "delay", "youngest"),
          delay.youngest() + " leaves out every impression whose attribution window is open",
          "Write a span shorter than label.within, " + vertical.label().within() + ".");
    }
  }

  private static void checkPosition(VerticalFile file, Vertical vertical) {
    PositionChoice position = vertical.ranker().position();
    if (position == null) {
      return;
    }
    require(
        file,
        List.of("ranker", "position", "outcome"),
        position.outcome(),
        List.copyOf(vertical.label().outcomes().keySet()),
        "outcome");
    boolean mapped = vertical.tables().impressions().columns().containsKey("shuffled");
    if (position.estimator() == PositionChoice.Estimator.SHUFFLED && !mapped) {
      throw file.error(
          List.of("ranker", "position", "estimator"),
          "shuffled needs to know which lists were shown in random order",
          "Map it, tables.impressions.columns.shuffled: <SQL, true or false>, or write estimator:"
              + " harvested or em with harvest_by.");
    }
  }

  private static void checkTables(VerticalFile file, Vertical vertical) {
    Map<String, TableMapping> tables = new java.util.LinkedHashMap<>();
    tables.put("impressions", vertical.tables().impressions());
    tables.put("contacts", vertical.tables().contacts());
    vertical.tables().signals().forEach((name, t) -> tables.put("signals." + name, t));
    vertical.tables().entities().forEach((name, t) -> tables.put("entities." + name, t));
    tables.forEach(
        (name, mapping) -> {
          if (mapping.from() != null) {
            List<String> key = new ArrayList<>(List.of("tables"));
            key.addAll(List.of(name.split("\\.")));
            key.add("from");
            require(file, key, mapping.from(), List.copyOf(vertical.sources().keySet()), "source");
          }
        });
  }

  private static void require(
      VerticalFile file, List<String> key, String name, List<String> valid, String what) {
    if (!valid.contains(name)) {
      throw file.error(
          key,
          "'" + name + "' is no " + what + " of this vertical",
          "Nearest valid name: '"
              + Names.nearest(name, valid)
              + "'; all: "
              + String.join(", ", valid)
              + ".");
    }
  }
}
