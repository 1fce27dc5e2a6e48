package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.exposure.Inequality;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LorenzCurveTest {
  @Test
  void a_listing_that_holds_all_leaves_the_curve_on_the_floor() {
    LorenzCurve curve = LorenzCurve.of(new double[] {0, 7, 0, 0});
    assertThat(curve.points())
        .containsExactly(
            new LorenzCurve.Point(0, 0),
            new LorenzCurve.Point(0.25, 0),
            new LorenzCurve.Point(0.5, 0),
            new LorenzCurve.Point(0.75, 0),
            new LorenzCurve.Point(1, 1));
  }

  @Test
  void nothing_shared_out_has_no_curve() {
    assertThat(LorenzCurve.of(new double[0])).isEqualTo(LorenzCurve.UNKNOWN);
    assertThat(LorenzCurve.of(new double[3])).isEqualTo(LorenzCurve.UNKNOWN);
  }

  @Test
  void the_area_above_the_curve_is_half_the_gini_index() {
    long seed = 5;
    Random random = new Random(seed);
    double[] values = random.doubles(5000).map(u -> u * u * u).toArray();
    List<LorenzCurve.Point> points = LorenzCurve.of(values).points();
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      LorenzCurve.Point from = points.get(i - 1);
      LorenzCurve.Point to = points.get(i);
      assertThat(to.total()).isGreaterThanOrEqualTo(from.total());
      area += (to.listings() - from.listings()) * (from.total() + to.total()) / 2;
    }
    assertThat(2 * (0.5 - area))
        .as("seed %d", seed)
        .isCloseTo(Inequality.gini(values), within(2e-3));
  }
}
