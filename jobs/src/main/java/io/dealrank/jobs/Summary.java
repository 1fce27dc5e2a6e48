package io.dealrank.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a command did or found: lines for people, with {@code --json} one JSON object, or one per
 * row of a table.
 */
final class Summary {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Map<String, Object> entries = new LinkedHashMap<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final List<String> lines = new ArrayList<>();
  private List<Map<String, Object>> rows;
  private boolean asJson;

  Summary(String command) {
    entries.put("command", command);
  }

  /** Records a number, text, list or map under a name. */
  Summary put(String name, Object value) {
    entries.put(name, value);
    return this;
  }

  /** Records a warning. */
  Summary warn(String text) {
    warnings.add(text);
    return this;
  }

  /** Adds a line for people only. */
  Summary line(String text) {
    lines.add(text);
    return this;
  }

  /** Makes these the objects of {@code --json}, one per line, in place of the one. */
  Summary rows(List<Map<String, Object>> objects) {
    rows = objects;
    return this;
  }

  /** Prints JSON also without {@code --json}. */
  Summary asJson() {
    asJson = true;
    return this;
  }

  /** Everything recorded so far. */
  Map<String, Object> entries() {
    Map<String, Object> all = new LinkedHashMap<>(entries);
    all.put("warnings", warnings);
    return all;
  }

  void print(PrintStream out, boolean json) {
    if (json || asJson) {
      for (Map<String, Object> object : rows == null ? List.of(entries()) : rows) {
        out.println(text(object));
      }
      return;
    }
    if (lines.isEmpty()) {
      entries.forEach(
          (name, value) -> {
            if (!name.equals("command")) {
              out.println(String.format(Locale.ROOT, "%-24s %s", name, value));
            }
          });
    } else {
      out.println(String.join(System.lineSeparator(), lines));
    }
    warnings.forEach(w -> out.println("WARNING: " + w));
  }

  private static String text(Map<String, Object> object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
