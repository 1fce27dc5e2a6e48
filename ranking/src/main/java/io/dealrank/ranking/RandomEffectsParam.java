package io.dealrank.ranking;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.ml.param.Params;

/**
 * A parameter that holds random effects: {@code [{entity: searcher_id, features: [salary_gap], l2:
 * 6}, {entity: owner_id}]}; an entity alone may be given as text.
 */
public final class RandomEffectsParam extends JsonParam {
  public RandomEffectsParam(Params owner, String name, String doc) {
    super(owner, name, doc);
  }

  @Override
  public String text(Object value) {
    return JsonText.write(((List<?>) value).stream().map(RandomEffectSpec::of).toList());
  }

  @Override
  public String form() {
    return "list of {entity, features, l2, minRows, maxRows}";
  }

  @Override
  public Collection<RankerSpec> rankers(String text) {
    return List.of();
  }

  static List<RandomEffectSpec> effects(String text) {
    return Arrays.asList(JsonText.read(text, RandomEffectSpec[].class));
  }
}
