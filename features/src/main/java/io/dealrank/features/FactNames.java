package io.dealrank.features;

import io.dealrank.features.contract.Contract;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.Role;
import io.dealrank.features.vertical.TableMapping;
import io.dealrank.features.vertical.TableMappings;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that feature groups read from their facts, checked before any table is opened. Only
 * expressions that are a name and nothing else are checked, {@code channel} or {@code
 * attributes.price}; what SQL makes of the others is known once there are tables.
 */
public final class FactNames {
  private static final Pattern NAME = Pattern.compile("([a-z_]\\w*)(?:\\.([a-z_]\\w*))?");
  private static final Set<String> LITERALS = Set.of("true", "false", "null");

  private final VerticalFile file;
  private final Vertical vertical;

  private FactNames(VerticalFile file) {
    this.file = file;
    this.vertical = file.vertical();
  }

  /**
   * Refuses a name that the facts of its group do not have.
   *
   * @throws ConfigurationException naming file, line and the nearest name
   */
  public static void check(VerticalFile file) {
    FactNames names = new FactNames(file);
    List<FeatureGroup> groups = file.vertical().features();
    for (int i = 0; i < groups.size(); i++) {
      names.check(List.of("features", String.valueOf(i)), groups.get(i));
    }
  }

  private void check(List<String> key, FeatureGroup group) {
    group.by().forEach((name, sql) -> check(group, sql, key, "by", name));
    check(group, group.where(), key, "where");
    group
        .measures()
        .forEach(
            (name, measure) -> {
              check(group, read(measure), key, "measures", name, measure.kind().key());
              check(group, measure.at(), key, "measures", name, "at");
              check(group, measure.where(), key, "measures", name, "where");
            });
  }

  private static String read(Measure measure) {
    return measure.value() == null ? measure.outcome() : measure.value();
  }

  private void check(FeatureGroup group, String sql, List<String> key, String... rest) {
    Matcher name = NAME.matcher(sql == null ? "" : sql.strip().toLowerCase(Locale.ROOT));
    if (!name.matches() || LITERALS.contains(name.group())) {
      return;
    }
    Map<String, List<String>> columns = columns(group.from());
    List<String> fields = columns.get(name.group(1));
    List<String> valid = new ArrayList<>();
    columns.forEach(
        (column, own) -> {
          valid.add(column);
          own.forEach(field -> valid.add(column + "." + field));
        });
    boolean known =
        fields != null && (name.group(2) == null || open(name) || fields.contains(name.group(2)));
    if (!known) {
      List<String> path = new ArrayList<>(key);
      path.addAll(List.of(rest));
      throw file.error(
          path,
          "'" + sql + "' is no column of " + group.from(),
          "Nearest: '"
              + Names.nearest(name.group(), valid)
              + "'; all: "
              + String.join(", ", valid)
              + ".");
    }
  }

  /** Whether any field may be read: segments are a map. */
  private static boolean open(Matcher name) {
    return name.group(1).equals("segments");
  }

  /** Column of a table of facts to the fields that it has, empty where it is no struct. */
  private Map<String, List<String>> columns(String from) {
    TableMappings tables = vertical.tables();
    Contract contract =
        switch (from) {
          case "impressions" -> Contract.IMPRESSIONS;
          case "contacts" -> Contract.CONTACTS;
          default -> Contract.SIGNAL;
        };
    TableMapping mapping =
        switch (from) {
          case "impressions" -> tables.impressions();
          case "contacts" -> tables.contacts();
          default -> tables.signals().get(from);
        };
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String column : contract.columns().fieldNames()) {
      columns.put(column, List.of());
    }
    columns.put(contract.attributesColumn(), attributes(mapping));
    for (Map.Entry<String, Role> name : Entities.names(vertical).entrySet()) {
      TableMapping versions = tables.entities().get(vertical.entityOf(name.getValue()));
      if (versions != null) {
        columns.put(name.getKey(), attributes(versions));
      }
    }
    return columns;
  }

  private static List<String> attributes(TableMapping mapping) {
    return List.copyOf(mapping.attributes().keySet());
  }
}
