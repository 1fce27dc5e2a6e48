package io.dealrank.ranking;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Params;

/** A parameter that holds rankers by name: {@code {name: {type, parameters}}}. */
public final class RankerSpecsParam extends JsonParam {
  public RankerSpecsParam(Params owner, String name, String doc) {
    super(owner, name, doc);
  }

  @Override
  public String text(Object value) {
    Map<String, RankerSpec> specs = new TreeMap<>();
    ((Map<?, ?>) value)
        .forEach((name, spec) -> specs.put((String) name, RankerSpecParam.specOf(spec)));
    return JsonText.write(specs);
  }

  @Override
  public String form() {
    return "rankers by name: {name: {type, parameters}}";
  }

  @Override
  public Collection<RankerSpec> rankers(String text) {
    return specs(text).values();
  }

  /** The rankers that a text names. */
  public static Map<String, RankerSpec> specs(String text) {
    return JsonText.read(text, Specs.class);
  }

  /** So that JSON knows the type of the values. */
  private static final class Specs extends TreeMap<String, RankerSpec> {
    private static final long serialVersionUID = 1L;
  }
}
