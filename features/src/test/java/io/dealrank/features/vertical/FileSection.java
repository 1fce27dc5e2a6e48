package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A section of the vertical file: a record, the path of its keys and what its parent says of it.
 *
 * @param path for example {@code features[].measures.<name>}; empty for the file itself
 * @param record the record that holds its keys
 * @param meaning what the section as a whole is
 */
record FileSection(String path, Class<?> record, String meaning) {

  /** A key of a section. */
  record Entry(String name, RecordComponent component) {
    Key key() {
      return component.getAnnotation(Key.class);
    }

    Formula formula() {
      return component.getAnnotation(Formula.class);
    }

    /** The innermost type: of the values of a map, of the elements of a list. */
    Class<?> element() {
      Type type = component.getGenericType();
      while (type instanceof ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        type = arguments[arguments.length - 1];
      }
      return (Class<?>) type;
    }

    private String step() {
      Class<?> type = component.getType();
      return name + (type == List.class ? "[]" : type == Map.class ? ".<name>" : "");
    }
  }

  /** All sections, each before those inside it. */
  static List<FileSection> all() {
    List<FileSection> all = new ArrayList<>();
    addTo(all, new FileSection("", Vertical.class, ""));
    return all;
  }

  private static void addTo(List<FileSection> all, FileSection section) {
    all.add(section);
    Map<Class<?>, List<Entry>> inside = new LinkedHashMap<>();
    for (Entry entry : section.entries()) {
      if (entry.element().isRecord() && entry.element() != Span.class) {
        inside.computeIfAbsent(entry.element(), r -> new ArrayList<>()).add(entry);
      }
    }
    String prefix = section.path().isEmpty() ? "" : section.path() + ".";
    inside.forEach(
        (record, entries) -> {
          List<String> steps = entries.stream().map(Entry::step).toList();
          boolean one = steps.size() == 1;
          addTo(
              all,
              new FileSection(
                  prefix + (one ? steps.get(0) : "<table>"),
                  record,
                  one
                      ? entries.get(0).key().meaning()
                      : "each of `" + String.join("`, `", steps) + "`"));
        });
  }

  List<Entry> entries() {
    return Stream.of(record.getRecordComponents())
        .map(component -> new Entry(name(component), component))
        .toList();
  }

  private static String name(RecordComponent component) {
    JsonProperty own = component.getAccessor().getAnnotation(JsonProperty.class);
    return own == null ? new SnakeCaseStrategy().translate(component.getName()) : own.value();
  }
}
