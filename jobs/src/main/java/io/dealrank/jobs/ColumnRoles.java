package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --columns role=COLUMN,...}: which column of a table stands for what. */
final class ColumnRoles {
  private ColumnRoles() {}

  /**
   * Role to column.
   *
   * @param given value of the option; null: the defaults
   * @param defaults of the roles that a table must have
   * @param optional roles that it may have
   * @param example of the option's value
   */
  static Map<String, String> of(
      String given, Map<String, String> defaults, List<String> optional, String example) {
    Map<String, String> roles = new LinkedHashMap<>(defaults);
    if (given == null) {
      return roles;
    }
    List<String> known = new ArrayList<>(List.copyOf(defaults.keySet()));
    known.addAll(optional);
    for (String pair : given.split(",", -1)) {
      int equals = pair.indexOf('=');
      String role = (equals < 0 ? pair : pair.substring(0, equals)).strip();
      String column = pair.substring(equals + 1).strip();
      if (!known.contains(role) || equals < 0 || column.isEmpty()) {
        throw new ConfigurationException(
            "--columns " + given + ": '" + pair + "' names no column.",
            "Nearest: " + Names.nearest(role, known) + "=COLUMN.",
            "Write for example --columns " + example + ".");
      }
      roles.put(role, column);
    }
    return roles;
  }
}
