package io.dealrank.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NdcgTest {
  private static final int[] WORKED = {1, 0, 0, 1, 1};

  @Test
  void is_the_sum_of_discounted_gains_over_the_ideal_sum() {
    double log3 = Math.log(3) / Math.log(2);
    double dcg = 3 / 1.0 + 1 / log3;
    double ideal = 3 / 1.0 + 2 / log3;
    assertThat(Ndcg.at(2, new int[] {3, 1}, new int[] {1, 2, 3}, Gain.LINEAR, Discount.LOG2))
        .isCloseTo(dcg / ideal, within(1e-15));
    assertThat(Ndcg.dcg(5, new int[] {3}, Gain.EXPONENTIAL, Discount.LOG2)).isEqualTo(7);
  }

  @Test
  void log2_and_natural_logarithm_agree_and_fixing_rank_one_at_1_does_not() {
    double log2 = Ndcg.at(5, WORKED, WORKED, Gain.LINEAR, Discount.LOG2);
    double ln = Ndcg.at(5, WORKED, WORKED, Gain.LINEAR, Discount.LN);
    double article = Ndcg.at(5, WORKED, WORKED, Gain.LINEAR, Discount.ARTICLE);
    double fixed =
        (1 + 1 / Math.log(5) + 1 / Math.log(6)) / (1 + 1 / Math.log(3) + 1 / Math.log(4));
    assertThat(ln).isCloseTo(log2, within(1e-15));
    assertThat(article).isCloseTo(fixed, within(1e-15)).isLessThan(log2);
  }

  @Test
  void a_relevant_document_that_was_not_shown_lowers_the_value() {
    int[] shown = {1, 0};
    assertThat(Ndcg.at(2, shown, new int[] {1, 0, 1}, Gain.LINEAR, Discount.LOG2)).isLessThan(1);
  }

  @Test
  void without_a_positive_grade_it_is_not_defined() {
    assertThat(Ndcg.at(5, new int[] {0, -1}, new int[] {0, -1}, Gain.LINEAR, Discount.LOG2))
        .isNaN();
    assertThat(Ndcg.at(5, new int[0], new int[0], Gain.LINEAR, Discount.LOG2)).isNaN();
  }

  @Test
  void a_cut_off_or_rank_below_1_is_refused() {
    assertThatThrownBy(() -> Ndcg.dcg(0, WORKED, Gain.LINEAR, Discount.LOG2))
        .hasMessageContaining("cut-off 0");
    assertThatThrownBy(() -> Discount.LOG2.at(0)).hasMessageContaining("rank 0");
  }
}
