package io.dealrank.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinaryMeasuresTest {
  private static final int[] RANKED = {0, 2, -1, 1};

  @Test
  void reciprocal_rank_is_one_over_the_first_relevant_rank() {
    assertThat(ReciprocalRank.of(RANKED)).isEqualTo(0.5);
    assertThat(ReciprocalRank.of(new int[] {0, -1})).isZero();
  }

  @Test
  void average_precision_divides_by_all_relevant_documents() {
    assertThat(AveragePrecision.of(RANKED, 4)).isEqualTo((1 / 2.0 + 2 / 4.0) / 4);
    assertThat(AveragePrecision.of(new int[] {0}, 0)).isNaN();
  }

  @Test
  void precision_divides_by_k_and_recall_by_the_relevant() {
    assertThat(Precision.at(10, RANKED)).isEqualTo(0.2);
    assertThat(Recall.at(2, RANKED, 4)).isEqualTo(0.25);
    assertThat(Recall.at(2, new int[] {0}, 0)).isNaN();
  }

  @Test
  void auc_counts_ties_half_and_needs_both_classes() {
    assertThat(ListAuc.of(new int[] {1, 0, 0}, new double[] {5, 5, 1})).isEqualTo(0.75);
    assertThat(ListAuc.of(new int[] {1, 0}, new double[] {0.0, -0.0})).isEqualTo(0.5);
    assertThat(ListAuc.of(new int[] {1, 1}, new double[] {1, 2})).isNaN();
    assertThat(ListAuc.of(new int[] {0}, new double[] {1})).isCloseTo(Double.NaN, within(0.0));
  }
}
