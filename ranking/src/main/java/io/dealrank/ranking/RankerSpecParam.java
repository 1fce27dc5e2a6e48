package io.dealrank.ranking;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.param.Params;

/**
 * A parameter that holds another ranker: {@code {type: logistic, parameters: {regParam: 0.01}}}, or
 * the type alone as text.
 */
public final class RankerSpecParam extends JsonParam {
  private static final Set<String> KEYS = Set.of("type", "parameters");

  public RankerSpecParam(Params owner, String name, String doc) {
    super(owner, name, doc);
  }

  @Override
  public String text(Object value) {
    return JsonText.write(specOf(value));
  }

  @Override
  public String form() {
    return "ranker: {type, parameters}";
  }

  @Override
  public List<RankerSpec> rankers(String text) {
    return List.of(spec(text));
  }

  /** The ranker that a text names. */
  public static RankerSpec spec(String text) {
    return JsonText.read(text, RankerSpec.class);
  }

  static RankerSpec specOf(Object value) {
    if (value instanceof RankerSpec spec) {
      return spec;
    }
    if (value instanceof String type) {
      return new RankerSpec(type, Map.of());
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> map = (Map<String, Object>) value;
    if (map == null || !map.containsKey("type") || !KEYS.containsAll(map.keySet())) {
      throw new IllegalArgumentException("not {type, parameters}");
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> parameters = (Map<String, Object>) map.getOrDefault("parameters", Map.of());
    return new RankerSpec((String) map.get("type"), parameters);
  }
}
