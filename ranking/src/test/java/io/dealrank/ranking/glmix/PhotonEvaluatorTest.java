package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.calibration.LogLoss;
import io.dealrank.evaluation.metrics.ListAuc;
import io.dealrank.evaluation.metrics.Precision;
import io.dealrank.evaluation.metrics.ThresholdAveragePrecision;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The metrics that mixed-effect models are compared by agree with Photon ML's evaluators: the cases
 * of its tests for AUC and precision@k. It has none for the area under the precision-recall curve
 * and the logistic loss: those here are worked out by hand, ties included.
 */
class PhotonEvaluatorTest {
  @Test
  void auc_of_separate_scores() {
    int[] labels = {1, 0, 0, 0, 1, 1, 1};
    double[] scores = {-1, -.1, 0, 1, 2, 6, 8};
    assertThat(ListAuc.of(labels, scores)).isEqualTo(.75);
  }

  @Test
  void auc_counts_a_tie_of_both_classes_one_half() {
    int[] labels = {0, 1, 0, 0, 1, 1, 1};
    double[] scores = {-.1, -1, 0, -1, 2, 6, 8};
    assertThat(ListAuc.of(labels, scores)).isCloseTo(.79166667, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void auc_of_one_class_is_not_defined(int label) {
    assertThat(ListAuc.of(new int[] {label, label}, new double[] {.5, .5})).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1 0 0,       1 .5 0,              1 2 3 4,         1 1 1 1",
    "0 1 0,       1 .5 0,              1 2 3 4,         0 1 1 1",
    "0 0 1,       1 .5 0,              1 2 3 4,         0 0 1 1",
    "0 0 0,       1 .5 0,              1 2 3 4,         0 0 0 0",
    "0 0 1 0,     1 .75 .5 .25,        1 2 3 4 10,      0 0 1 1 1",
    "1 0 0 1 1 0, 1 .75 .5 .25 .2 .1,  1 2 3 4 5 100,   1 1 1 2 3 3",
    "1 0 1 0 1 0, .2 .1 1 .5 .25 .75,  1 2 3 4 5 100,   1 1 1 2 3 3"
  })
  void precision_at_k_divides_by_k(String labels, String scores, String ks, String found) {
    double[] of = numbers(scores);
    double[] label = numbers(labels);
    int[] ranked =
        java.util.stream.IntStream.range(0, of.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -of[i]))
            .mapToInt(i -> (int) label[i])
            .toArray();
    double[] k = numbers(ks);
    for (int c = 0; c < k.length; c++) {
      assertThat(Precision.at((int) k[c], ranked)).isEqualTo(numbers(found)[c] / k[c]);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-5"})
  void precision_needs_a_cutoff_above_0(int k) {
    assertThatThrownBy(() -> Precision.at(k, new int[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Thresholds 4, 3 (two rows, one of them positive), 1: recall rises by 1/3 at each. */
  @Test
  void average_precision_takes_a_tie_as_one_threshold() {
    int[] labels = {1, 1, 0, 1};
    double[] scores = {4, 3, 3, 1};
    double expected = (1.0 + 2.0 / 3 + 3.0 / 4) / 3;
    assertThat(ThresholdAveragePrecision.of(labels, scores)).isCloseTo(expected, within(1e-15));
  }

  /** Photon's logistic loss of a margin is minus the logarithm of the label's probability. */
  @Test
  void the_logistic_loss_of_a_margin_is_the_log_loss_of_its_sigmoid() {
    double[] margins = {-3, -.5, 0, .25, 4};
    int[] labels = {0, 1, 1, 0, 1};
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      sum += Loss.LOGISTIC.value(margins[i], labels[i]);
    }
    double[] p = Arrays.stream(margins).map(Loss::sigmoid).toArray();
    assertThat(LogLoss.of(p, labels)).isCloseTo(sum / margins.length, within(1e-14));
    assertThat(Loss.LOGISTIC.value(0, 1)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(Loss.SQUARED.value(3, 1)).isEqualTo(2);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
