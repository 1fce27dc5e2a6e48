package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankersTest {
  @Test
  void sets_parameters_as_configuration_gives_them() {
    GradientBoostedTreesRanker ranker =
        (GradientBoostedTreesRanker)
            Rankers.create(
                new RankerSpec(
                    "gbt",
                    Map.of(
                        "maxIter",
                        7,
                        "stepSize",
                        1,
                        "seed",
                        5,
                        "listRelative",
                        true,
                        "labelColumn",
                        "label_deal",
                        "featureColumns",
                        List.of("x", "y"))));

    assertThat(ranker.getOrDefault(ranker.maxIter())).isEqualTo(7);
    assertThat(ranker.getOrDefault(ranker.stepSize())).isEqualTo(1.0);
    assertThat(ranker.getOrDefault(ranker.seed())).isEqualTo(5L);
    assertThat(ranker.getOrDefault(ranker.listRelative())).isEqualTo(true);
    assertThat(ranker.getOrDefault(ranker.labelColumn())).isEqualTo("label_deal");
    assertThat(ranker.featureNames()).containsExactly("x", "y");
  }

  @Test
  void a_misspelt_name_is_answered_with_the_closest() {
    assertThatThrownBy(() -> Rankers.create(new RankerSpec("logistics", Map.of())))
        .hasMessageContaining("no ranker 'logistics'. Did you mean 'logistic'?");
    assertThatThrownBy(() -> Rankers.create(new RankerSpec("gbt", Map.of("max_iter", 3))))
        .hasMessageContaining("no parameter 'max_iter'. Did you mean 'maxIter'?");
  }

  @Test
  void a_value_of_the_wrong_type_or_out_of_range_is_answered_with_the_doc() {
    refused("gbt", "maxIter", 0, "number of trees, >= 1 (int, default 50)");
    refused("gbt", "maxIter", 1.5, "(int, default 50)");
    refused("gbt", "maxIter", 3_000_000_000L, "(int, default 50)");
    refused("gbt", "stepSize", "fast", "(double, default 0.1)");
    refused("logistic", "regParam", Double.NaN, "(double, default 0.001)");
    refused("popularity", "strength", 0, "> 0 (double, default 10.0)");
    refused("logistic", "featureColumns", List.of(1), "(list of text, default [])");
    refused("production", "positionColumn", 1, "(text, default position)");
  }

  @Test
  void every_parameter_of_every_ranker_is_documented() {
    for (String type : Rankers.types()) {
      assertThat(Rankers.parameters(type)).as(type).containsKeys("featureColumns", "seed");
      assertThat(Rankers.parameters(type).values())
          .allSatisfy(doc -> assertThat(doc).contains("default"));
    }
  }

  private static void refused(String type, String name, Object value, String doc) {
    assertThatThrownBy(() -> Rankers.create(new RankerSpec(type, Map.of(name, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'%s' of the ranker '%s' cannot be '%s'", name, type, value)
        .hasMessageContaining(doc);
  }
}
