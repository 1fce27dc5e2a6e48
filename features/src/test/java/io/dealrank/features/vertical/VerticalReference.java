package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.vertical.FileSection.Entry;
import io.dealrank.features.vertical.Measure.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;

/** The page docs/vertical-reference.md: every key of the vertical file, from the records' keys. */
final class VerticalReference {
  private static final String HEAD =
      """
      # Every key of the vertical file

      Written from the records of `io.dealrank.features.vertical` by `VerticalReferenceDocTest`; do not edit. How to use them: [vertical.md](vertical.md).

      A **name** is a lower case letter, then lower case letters, digits and `_`, at most 64 in all. A **span** is a whole number with `s`, `m`, `h` or `d`: `90m`, `12h`, `30d`; a window may also be `all`. A **day** is `2026-03-01`. **SQL** is a Spark SQL expression in ANSI mode. A value in the column *without it* may as well be written. An example holds what its key needs beside it, and is read by a test.

      """;

  private static final String MEASURES =
      """
      Exactly one kind, and options that belong to it. Symbols: F, the facts that are in the window and fulfil `where`, as known at t; n, their number; x, the value of a fact, e, its time. A fact whose x is null, or as a number NaN or infinite, does not count. Facts of equal e stand in the order in which they became known, then of ingestion, then of their ids: that decides first, last and streak.

      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private VerticalReference() {}

  /** The whole page. */
  static String page() {
    VerticalReference reference = new VerticalReference();
    for (FileSection section : FileSection.all()) {
      reference.section(section);
    }
    return reference.page.toString().stripTrailing() + "\n";
  }

  private void section(FileSection section) {
    if (section.path().isEmpty()) {
      page.append("## Top level\n\n");
    } else {
      page.append("## `").append(section.path()).append("`\n\n");
      String meaning = section.meaning();
      page.append(meaning.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(meaning.substring(1))
          .append(".\n\n");
    }
    if (section.record() == Measure.class) {
      measures(section);
    } else {
      keys(section.entries());
    }
    if (section.record() == TableMapping.class) {
      contracts();
    }
  }

  private void keys(List<Entry> entries) {
    Map<String, Function<Entry, String>> columns = new LinkedHashMap<>();
    columns.put("key", entry -> code(entry.name()));
    columns.put("type", VerticalReference::type);
    columns.put("without it", entry -> entry.key().fallback());
    columns.put("unit", entry -> entry.key().unit());
    columns.put("range", entry -> entry.key().range());
    columns.put("meaning", entry -> entry.key().meaning());
    columns.put("example", entry -> code(entry.key().example()));
    table(columns, entries);
  }

  private void measures(FileSection section) {
    page.append(MEASURES);
    Map<Boolean, List<Entry>> byKind =
        section.entries().stream().collect(Collectors.partitioningBy(e -> e.formula() != null));
    page.append("### Kinds\n\n");
    Map<String, Function<Entry, String>> what = new LinkedHashMap<>();
    what.put("kind", entry -> code(entry.name()));
    what.put("takes", VerticalReference::type);
    what.put("meaning", entry -> entry.key().meaning());
    what.put("formula", entry -> entry.formula().value());
    what.put("example", entry -> code("{" + entry.key().example() + "}"));
    table(what, byKind.get(true));
    page.append("### Values of the kinds\n\n");
    page.append(
        "A column by bucket is a MAP of STRING to the type; buckets without facts are not in it. *Windows*: whether there is a column for each window of the group, or one only.\n\n");
    Map<String, Function<Entry, String>> how = new LinkedHashMap<>();
    how.put("kind", entry -> code(entry.name()));
    how.put("type", entry -> String.join(", ", types(section, entry)));
    how.put("unit", entry -> entry.key().unit());
    how.put("of nothing", entry -> entry.formula().ofNothing());
    how.put("windows", entry -> windows(section, entry));
    how.put("options", entry -> options(entry, byKind.get(false)));
    table(how, byKind.get(true));
    page.append("### Options\n\n");
    keys(byKind.get(false));
  }

  private void contracts() {
    for (Contract contract : Contract.values()) {
      String tables =
          switch (contract) {
            case IMPRESSIONS -> "impressions";
            case CONTACTS -> "contacts";
            case SIGNAL -> "signals";
            case ENTITY -> "entities";
          };
      page.append("### Columns of ").append(tables).append("\n\n");
      Map<String, Function<StructField, String>> columns = new LinkedHashMap<>();
      columns.put("column", field -> code(field.name()));
      columns.put("type", field -> field.dataType().simpleString().toUpperCase(Locale.ROOT));
      columns.put(
          "without it",
          field -> {
            String fallback = contract.defaultOf(field.name());
            return fallback == null ? Key.REQUIRED : code(fallback);
          });
      columns.put("meaning", field -> field.getComment().getOrElse(() -> ""));
      // Segments have a key of their own.
      table(
          columns,
          Stream.of(contract.columns().fields())
              .filter(field -> !field.name().equals("segments"))
              .toList());
    }
  }

  /** The types that a kind's values may have, with and without the options that change them. */
  static List<String> types(FileSection section, Entry kind) {
    List<String> types = new ArrayList<>();
    for (String option : List.of("", ", type: string", ", k: 2", ", type: string, k: 2")) {
      boolean taken =
          Stream.of("type", "k")
              .allMatch(
                  name -> !option.contains(name + ":") || MeasureChecks.takes(of(kind), name));
      if (taken) {
        String plain = kind.key().example().replaceAll(", (k|type): \\w+", "");
        String type = type(measure(section, plain + option).valueType());
        if (!types.contains(type)) {
          types.add(type);
        }
      }
    }
    return types;
  }

  private static String type(Measure.ValueType type) {
    return switch (type) {
      case DOUBLE, STRING -> type.name();
      case DOUBLES -> "ARRAY<DOUBLE>";
      case STRINGS -> "ARRAY<STRING>";
    };
  }

  private static String windows(FileSection section, Entry kind) {
    boolean own = measure(section, kind.key().example()).windowless();
    boolean decays = MeasureChecks.takes(of(kind), "half_life");
    return own ? "one only" : "each" + (decays ? "; with `half_life` one only" : "");
  }

  private static String options(Entry kind, List<Entry> options) {
    return options.stream()
        .map(Entry::name)
        .filter(option -> MeasureChecks.takes(of(kind), option))
        .map(VerticalReference::code)
        .collect(Collectors.joining(", "));
  }

  /** The kind of a key. */
  static Kind of(Entry kind) {
    return Kind.valueOf(kind.name().toUpperCase(Locale.ROOT));
  }

  /** The measure of an example. */
  static Measure measure(FileSection section, String example) {
    return KeyExample.read(section, KeyExample.mapping(example))
        .features()
        .get(0)
        .measures()
        .get("name");
  }

  private static String type(Entry entry) {
    if (!entry.key().type().isEmpty()) {
      return entry.key().type();
    }
    Class<?> element = entry.element();
    String one = element.isRecord() && element != Span.class ? link(element) : scalar(element);
    if (entry.component().getType() == Map.class) {
      return "name: " + one;
    }
    return entry.component().getType() == List.class
        ? "list of " + one.replace("span", "spans")
        : one;
  }

  private static String scalar(Class<?> type) {
    if (type.isEnum()) {
      return Stream.of(type.getFields())
          .map(constant -> code(constant.getAnnotation(JsonProperty.class).value()))
          .collect(Collectors.joining(", "));
    } else if (type == boolean.class || type == Boolean.class) {
      return "`true`, `false`";
    } else if (type == Integer.class || type == Long.class) {
      return "whole number";
    } else if (type == Double.class) {
      return "number";
    } else if (type == LocalDate.class) {
      return "day";
    }
    return type == Span.class ? "span" : "text";
  }

  private static String link(Class<?> record) {
    String path =
        FileSection.all().stream()
            .filter(section -> section.record() == record)
            .findFirst()
            .orElseThrow()
            .path();
    return "[keys](#" + path.toLowerCase(Locale.ROOT).replaceAll("[^a-z_]", "") + ")";
  }

  /** A table; columns without any text are left out. */
  private <T> void table(Map<String, Function<T, String>> columns, List<T> rows) {
    Map<String, Function<T, String>> filled = new LinkedHashMap<>(columns);
    filled.values().removeIf(column -> rows.stream().map(column).allMatch(String::isEmpty));
    row(filled.keySet().stream());
    row(filled.keySet().stream().map(column -> "---"));
    for (T row : rows) {
      row(filled.values().stream().map(column -> column.apply(row)));
    }
    page.append("\n");
  }

  private void row(Stream<String> cells) {
    page.append("| ")
        .append(cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
