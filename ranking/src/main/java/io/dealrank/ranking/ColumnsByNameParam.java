package io.dealrank.ranking;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Params;

/** A parameter that holds lists of columns by name: {@code {name: [column, ...]}}. */
public final class ColumnsByNameParam extends JsonParam {
  public ColumnsByNameParam(Params owner, String name, String doc) {
    super(owner, name, doc);
  }

  @Override
  public String text(Object value) {
    Map<String, List<String>> columns = new TreeMap<>();
    ((Map<?, ?>) value)
        .forEach(
            (name, list) ->
                columns.put(
                    (String) name, ((List<?>) list).stream().map(String.class::cast).toList()));
    return JsonText.write(columns);
  }

  @Override
  public String form() {
    return "lists of columns by name: {name: [column, ...]}";
  }

  @Override
  public Collection<RankerSpec> rankers(String text) {
    return List.of();
  }

  /** The columns of a name in a text; none if the name is absent. */
  public static List<String> columns(String text, String name) {
    return Arrays.asList(JsonText.read(text, Lists.class).getOrDefault(name, new String[0]));
  }

  /** The names in a text. */
  public static Collection<String> names(String text) {
    return JsonText.read(text, Lists.class).keySet();
  }

  /** So that JSON knows the type of the values. */
  private static final class Lists extends TreeMap<String, String[]> {
    private static final long serialVersionUID = 1L;
  }
}
