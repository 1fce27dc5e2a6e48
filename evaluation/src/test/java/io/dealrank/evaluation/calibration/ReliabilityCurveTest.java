package io.dealrank.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReliabilityCurveTest {
  private final long seed = new Random().nextInt(1_000_000);
  private final double[] p = new double[500];
  private final int[] labels = new int[500];

  ReliabilityCurveTest() {
    Random random = new Random(seed);
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextInt(40) / 39.0;
      labels[i] = random.nextDouble() < 0.8 * p[i] ? 1 : 0;
    }
  }

  @Test
  void the_parts_of_the_brier_score_add_up_for_any_bins() {
    for (int bins : new int[] {1, 2, 7, 100}) {
      for (ReliabilityCurve curve : curves(bins)) {
        assertThat(curve.brierParts().brierScore())
            .as("seed %d, %d bins", seed, bins)
            .isCloseTo(BrierScore.of(p, labels), within(1e-12));
        assertThat(curve.count()).isEqualTo(500);
        assertThat(curve.expectedError()).isBetween(0.0, curve.maximumError());
      }
    }
  }

  @Test
  void the_order_of_the_rows_does_not_matter() {
    double[] reversed = new double[p.length];
    int[] reversedLabels = new int[p.length];
    for (int i = 0; i < p.length; i++) {
      reversed[i] = p[p.length - 1 - i];
      reversedLabels[i] = labels[p.length - 1 - i];
    }
    ReliabilityCurve other = ReliabilityCurve.ofEqualCount(reversed, reversedLabels, 7);
    ReliabilityCurve curve = ReliabilityCurve.ofEqualCount(p, labels, 7);
    assertThat(other.bins()).as("seed " + seed).hasSameSizeAs(curve.bins());
    assertThat(other.expectedError()).isCloseTo(curve.expectedError(), within(1e-12));
  }

  @Test
  void a_probability_equal_to_the_rate_of_its_bin_has_no_error() {
    ReliabilityCurve curve =
        ReliabilityCurve.ofEqualWidth(
            new double[] {0.25, 0.25, 0.25, 0.25, 1, 0}, new int[] {1, 0, 0, 0, 1, 0}, 4);
    assertThat(curve.bins()).extracting(ReliabilityBin::count).containsExactly(1L, 4L, 1L);
    assertThat(curve.expectedError()).isZero();
    assertThat(curve.brierParts().reliability()).isZero();
  }

  @Test
  void without_rows_nothing_is_defined() {
    ReliabilityCurve none = ReliabilityCurve.ofEqualWidth(new double[0], new int[0], 10);
    assertThat(none.bins()).isEmpty();
    assertThat(none.expectedError()).isNaN();
    assertThat(none.maximumError()).isNaN();
    assertThat(none.brierParts().brierScore()).isNaN();
    assertThat(LogLoss.of(new double[0], new int[0])).isNaN();
    assertThat(LogLoss.normalised(new double[] {0.5}, new int[] {1})).isNaN();
    assertThat(BrierScore.of(new double[0], new int[0])).isNaN();
    assertThat(CalibrationLine.of(new double[0], new int[0]).slope()).isNaN();
    assertThat(WilsonInterval.of(0, 0, 1.96).low()).isNaN();
    assertThat(new SegmentSums("x", 3, 0.2, 0).ratio()).isNaN();
  }

  @Test
  void what_is_no_probability_or_label_is_refused() {
    assertThatThrownBy(() -> LogLoss.of(new double[] {1.2}, new int[] {1}))
        .hasMessageContaining("Row 0 has the probability 1.2");
    assertThatThrownBy(() -> BrierScore.of(new double[] {Double.NaN}, new int[] {1}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> BrierScore.of(new double[] {0.1}, new int[] {2}))
        .hasMessageContaining("the label 2");
    assertThatThrownBy(() -> BrierScore.of(new double[] {0.1}, new int[0]))
        .hasMessageContaining("1 probabilities and 0 labels");
    assertThatThrownBy(() -> ReliabilityCurve.ofEqualWidth(p, labels, 0))
        .hasMessageContaining("0 bins");
  }

  @Test
  void the_wilson_interval_solves_its_equation() {
    // its bounds are the rates whose normal interval just reaches the observed one
    WilsonInterval interval = WilsonInterval.of(3, 40, WilsonInterval.Z_95);
    for (double bound : new double[] {interval.low(), interval.high()}) {
      double deviation = Math.sqrt(bound * (1 - bound) / 40);
      assertThat(Math.abs(3.0 / 40 - bound) / deviation)
          .isCloseTo(WilsonInterval.Z_95, within(1e-9));
    }
    assertThat(WilsonInterval.of(0, 10, 1.96).low()).isZero();
    assertThat(WilsonInterval.of(10, 10, 1.96).high()).isEqualTo(1);
  }

  @Test
  void the_calibration_line_undoes_a_planted_distortion() {
    // expected labels, not drawn ones: each probability occurs 1000 times with its share of ones
    List<Double> distorted = new ArrayList<>();
    List<Integer> outcomes = new ArrayList<>();
    for (double truth : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
      double logOdds = 2 * Math.log(truth / (1 - truth)) + 1;
      for (int i = 0; i < 1000; i++) {
        distorted.add(1 / (1 + Math.exp(-logOdds)));
        outcomes.add(i < Math.round(1000 * truth) ? 1 : 0);
      }
    }
    CalibrationLine line =
        CalibrationLine.of(
            distorted.stream().mapToDouble(x -> x).toArray(),
            outcomes.stream().mapToInt(x -> x).toArray());
    assertThat(line.slope()).isCloseTo(0.5, within(1e-9));
    assertThat(line.intercept()).isCloseTo(-0.5, within(1e-9));
  }

  @Test
  void a_line_is_not_defined_where_classes_are_separated_or_scores_equal() {
    assertThat(CalibrationLine.of(new double[] {0.1, 0.2, 0.8}, new int[] {0, 0, 1}).slope())
        .isNaN();
    assertThat(CalibrationLine.of(new double[] {0.1, 0.1, 0.1}, new int[] {0, 0, 1}).slope())
        .isNaN();
    assertThat(CalibrationLine.of(new double[] {0.1, 0.2}, new int[] {1, 1}).slope()).isNaN();
  }

  private List<ReliabilityCurve> curves(int bins) {
    return List.of(
        ReliabilityCurve.ofEqualWidth(p, labels, bins),
        ReliabilityCurve.ofEqualCount(p, labels, bins));
  }
}
