package io.dealrank.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
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

  @Test
  void cut_offs_keep_the_denominator() {
    assertThat(AveragePrecision.at(2, RANKED, 4)).isEqualTo(0.5 / 4);
    assertThat(ReciprocalRank.at(1, RANKED)).isZero();
    assertThat(ReciprocalRank.at(2, RANKED)).isEqualTo(0.5);
  }

  @Test
  void success_asks_for_one_relevant_document_in_the_first_k() {
    assertThat(Success.at(1, RANKED)).isZero();
    assertThat(Success.at(2, RANKED)).isEqualTo(1);
  }

  @Test
  void r_precision_is_precision_at_the_number_of_relevant() {
    assertThat(RPrecision.of(RANKED, 3)).isEqualTo(1 / 3.0);
    assertThat(RPrecision.of(RANKED, 0)).isNaN();
  }

  @Test
  void bpref_passes_over_documents_without_judgment() {
    int[] ranked = {1, -1, 0, 1, 0, 0, 1};
    assertThat(BinaryPreference.of(ranked, 4, 5))
        .isCloseTo((1 + (1 - 1 / 4.0) + (1 - 3 / 4.0)) / 4, within(1e-15));
    assertThat(BinaryPreference.of(ranked, 0, 3)).isNaN();
  }

  @Test
  void expected_reciprocal_rank_stops_where_the_searcher_is_satisfied() {
    double top = 3 / 4.0;
    double low = 1 / 4.0;
    assertThat(ExpectedReciprocalRank.at(3, new int[] {0, 2, 1, 2}, 2))
        .isCloseTo(top / 2 + (1 - top) * low / 3, within(1e-15));
    assertThat(ExpectedReciprocalRank.at(1, new int[] {2000}, 2000)).isEqualTo(1);
    assertThatThrownBy(() -> ExpectedReciprocalRank.at(1, new int[] {3}, 2))
        .hasMessageContaining("grade 3");
  }

  @Test
  void rank_biased_precision_discounts_geometrically() {
    assertThat(RankBiasedPrecision.of(0.5, RANKED)).isEqualTo(0.25 + 0.0625);
    assertThatThrownBy(() -> RankBiasedPrecision.of(1, RANKED)).hasMessageContaining("1.0");
  }

  @Test
  void interpolated_precision_takes_the_best_at_or_below_the_recall_level() {
    int[] ranked = {0, 1, 1, 0, 1};
    assertThat(InterpolatedPrecision.at(0, ranked, 4)).isEqualTo(2 / 3.0);
    assertThat(InterpolatedPrecision.at(0.75, ranked, 4)).isEqualTo(3 / 5.0);
    assertThat(InterpolatedPrecision.at(1, ranked, 4)).isZero();
    assertThat(InterpolatedPrecision.at(1, ranked, 0)).isNaN();
  }

  @Test
  void a_gain_of_ones_own_decides_the_ideal_order_and_may_be_negative() {
    IntToDoubleFunction reversed = grade -> grade == 1 ? 3 : grade == 2 ? 1 : grade == 0 ? -1 : 0;
    double log3 = Math.log(3) / Math.log(2);
    assertThat(Ndcg.at(2, new int[] {0, 1}, new int[] {0, 1, 2}, reversed, Discount.LOG2))
        .isCloseTo((-1 + 3 / log3) / (3 + 1 / log3), within(1e-15));
  }
}
