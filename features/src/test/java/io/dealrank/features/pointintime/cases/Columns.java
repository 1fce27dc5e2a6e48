package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fields of facts that features read: each as a number and as a text. */
final class Columns {
  private final List<String> fields;

  Columns(Collection<Feature> features) {
    TreeSet<String> names = new TreeSet<>();
    for (Feature feature : features) {
      if (feature.column() != null) {
        names.add(feature.column());
      }
      if (feature.bucket() != null) {
        names.add(feature.bucket());
      }
    }
    fields = names.isEmpty() ? List.of("value") : List.copyOf(names);
  }

  /** {@code a DOUBLE, a_text STRING, ...}. */
  String ddl() {
    return fields.stream()
        .map(field -> field + " DOUBLE, " + field + "_text STRING")
        .collect(Collectors.joining(", "));
  }

  /** {@code a: a, a_text: a_text, ...}. */
  String yaml() {
    return fields.stream()
        .map(field -> "%1$s: %1$s, %1$s_text: %1$s_text".formatted(field))
        .collect(Collectors.joining(", "));
  }

  /** A fact's values in the order of the columns. */
  List<Object> values(JsonNode fact) {
    List<Object> values = new ArrayList<>();
    for (String field : fields) {
      JsonNode value = fact.path(field);
      Double number =
          value.isNumber()
              ? (Double) value.asDouble()
              : value.isBoolean() ? (Double) (value.asBoolean() ? 1.0 : 0.0) : null;
      values.add(number);
      // Equal numbers are one value and one bucket, however they are written.
      values.add(value.isNumber() ? Comparison.text(value) : Case.text(value));
    }
    return values;
  }
}
