package io.dealrank.evaluation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.experiment.ExperimentPlan.Direction;
import io.dealrank.evaluation.experiment.ExperimentPlan.Kind;
import io.dealrank.evaluation.experiment.ExperimentPlan.Looks;
import io.dealrank.evaluation.experiment.ExperimentPlan.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two arms whose control has mean 10 and variance 100 per unit. */
class ReadOutTest {
  private static final double MEAN = 10;
  private static final double VARIANCE = 100;

  @Test
  void a_gain_that_is_shown_is_shipped_and_a_loss_is_not() {
    assertThat(goal(Direction.UP, null, 10_000, 0.05)).isEqualTo(Decision.SHIP);
    assertThat(goal(Direction.UP, null, 10_000, -0.05)).isEqualTo(Decision.DO_NOT_SHIP);
    assertThat(goal(Direction.UP, null, 10_000, 0.01)).isEqualTo(Decision.NOT_ENOUGH_DATA);
    assertThat(goal(Direction.DOWN, null, 10_000, -0.05)).isEqualTo(Decision.SHIP);
    assertThat(goal(Direction.DOWN, null, 10_000, 0.05)).isEqualTo(Decision.DO_NOT_SHIP);
  }

  /** se = sqrt(2 * 100 / 10,000) / 10 = 1.4%: the interval of +1% ends below +4%. */
  @Test
  void an_effect_worth_having_that_is_ruled_out_ends_the_experiment() {
    assertThat(goal(Direction.UP, 0.05, 10_000, 0.01)).isEqualTo(Decision.DO_NOT_SHIP);
    assertThat(goal(Direction.UP, 0.03, 10_000, 0.01)).isEqualTo(Decision.NOT_ENOUGH_DATA);
  }

  @Test
  void a_guardrail_has_to_be_shown_to_lose_less_than_its_margin() {
    assertThat(guardrail(Direction.UP, 10_000, 0)).isEqualTo(Decision.SHIP);
    assertThat(guardrail(Direction.UP, 10_000, -0.01)).isEqualTo(Decision.SHIP);
    assertThat(guardrail(Direction.UP, 10_000, -0.024)).isEqualTo(Decision.NOT_ENOUGH_DATA);
    assertThat(guardrail(Direction.UP, 10_000, -0.05)).isEqualTo(Decision.DO_NOT_SHIP);
    assertThat(guardrail(Direction.UP, 100, 0)).isEqualTo(Decision.NOT_ENOUGH_DATA);
    assertThat(guardrail(Direction.DOWN, 10_000, 0.01)).isEqualTo(Decision.SHIP);
    assertThat(guardrail(Direction.DOWN, 10_000, 0.05)).isEqualTo(Decision.DO_NOT_SHIP);
  }

  @Test
  void a_loss_below_the_margin_is_shown_where_its_p_is_half_of_alpha() {
    for (double effect = -0.06; effect < 0.03; effect += 0.0007) {
      Metric metric = new Metric("m", Kind.MEAN, null, null, null, null, null, 0.04, null);
      MetricReadOut read = readOut(plan(metric, Looks.FIXED), 10_000, effect).metrics().get(0);
      assertThat(read.pOfLoss() < 0.025).isEqualTo(read.decision(1) == Decision.SHIP);
    }
  }

  @Test
  void looking_at_any_time_asks_for_more() {
    Metric metric = goal(Direction.UP, null);
    MetricReadOut fixed = readOut(plan(metric, Looks.FIXED), 10_000, 0.04).metrics().get(0);
    MetricReadOut any = readOut(plan(metric, Looks.ANY_TIME), 10_000, 0.04).metrics().get(0);
    assertThat(any.p()).isGreaterThan(fixed.p());
    assertThat(any.interval().low()).isLessThan(fixed.interval().low());
    assertThat(any.smallestEffect()).isGreaterThan(fixed.smallestEffect());
  }

  /** After the weeks still needed, at the same rate of units, the effect is detectable. */
  @Test
  void the_weeks_needed_make_the_effect_detectable() {
    Metric metric = goal(Direction.UP, 0.02);
    MetricReadOut now = readOut(plan(metric, Looks.FIXED), 10_000, 0).metrics().get(0);
    double weeks = now.weeksNeeded();
    long then = Math.round(10_000 * (2 + weeks) / 2);
    MetricReadOut later = readOut(plan(metric, Looks.FIXED), then, 0).metrics().get(0);
    assertThat(weeks).isPositive();
    assertThat(later.smallestEffect()).isCloseTo(0.02, within(1e-5));
    assertThat(later.weeksNeeded()).isCloseTo(0, within(0.01));
  }

  @Test
  void a_mismatch_in_a_segment_makes_everything_invalid() {
    ExperimentPlan plan = plan(goal(Direction.UP, null), Looks.FIXED);
    List<ExperimentSums.Arm> arms = new ArrayList<>(sums(10_000, 0.05).arms());
    arms.add(new ExperimentSums.Arm("city", "msk", "old", moments(6000, MEAN)));
    arms.add(new ExperimentSums.Arm("city", "msk", "new", moments(5000, MEAN)));
    ReadOut readOut = ReadOut.of(new ExperimentSums(arms, List.of()), plan);
    assertThat(readOut.ratios().get(0).mismatch()).isFalse();
    assertThat(readOut.ratios().get(1).mismatch()).isTrue();
    assertThat(readOut.decision("new")).isEqualTo(Decision.INVALID);
  }

  @Test
  void an_arm_without_units_says_nothing() {
    ExperimentPlan plan = plan(goal(Direction.UP, null), Looks.FIXED);
    ExperimentSums sums =
        new ExperimentSums(
            List.of(new ExperimentSums.Arm("all", "all", "old", moments(10, MEAN))), List.of());
    ReadOut readOut = ReadOut.of(sums, plan);
    assertThat(readOut.emptyArms()).containsExactly("new");
    assertThat(readOut.metrics().get(0).p()).isNaN();
    assertThat(readOut.metrics().get(0).decision(Double.NaN)).isEqualTo(Decision.NOT_ENOUGH_DATA);
  }

  @Test
  void a_plan_that_contradicts_itself_is_refused() {
    assertThatThrownBy(() -> new Metric("m", Kind.RATIO, "a", null, null, null, null, null, null))
        .hasMessage("metric m is a ratio and has no denominator");
    assertThatThrownBy(() -> new Metric("m", Kind.RATIO, "a", "b", "c", null, null, null, null))
        .hasMessageContaining("denominator_covariate");
    assertThatThrownBy(() -> new Metric("m", Kind.MEAN, null, null, null, null, null, 1.5, null))
        .hasMessageContaining("margin 1.5");
  }

  private static Decision goal(Direction direction, Double worth, long n, double effect) {
    return decision(goal(direction, worth), n, effect);
  }

  private static Metric goal(Direction direction, Double worth) {
    return new Metric("m", Kind.MEAN, null, null, null, null, direction, null, worth);
  }

  private static Decision guardrail(Direction direction, long n, double effect) {
    return decision(
        new Metric("m", Kind.MEAN, null, null, null, null, direction, 0.04, null), n, effect);
  }

  private static Decision decision(Metric metric, long n, double effect) {
    return readOut(plan(metric, Looks.FIXED), n, effect).decision("new");
  }

  private static ReadOut readOut(ExperimentPlan plan, long n, double effect) {
    return ReadOut.of(sums(n, effect), plan);
  }

  private static ExperimentSums sums(long n, double effect) {
    return new ExperimentSums(
        List.of(
            new ExperimentSums.Arm("all", "all", "old", moments(n, MEAN)),
            new ExperimentSums.Arm("all", "all", "new", moments(n, MEAN * (1 + effect)))),
        List.of());
  }

  private static Moments moments(long n, double mean) {
    return Moments.ofCovariances(n, new double[] {mean}, new double[][] {{VARIANCE}});
  }

  /** The first of two looks: a bound that is harder to pass than the one of a fixed horizon. */
  @Test
  void a_planned_look_asks_for_its_bound() {
    PlannedLooks half = new PlannedLooks(List.of(0.5, 1.0), 1, null, null);
    Metric metric = goal(Direction.UP, null);
    for (double effect = -0.08; effect < 0.08; effect += 0.0013) {
      MetricReadOut read =
          readOut(plan(metric, Looks.GROUP_SEQUENTIAL, half), 10_000, effect).metrics().get(0);
      boolean crossed = read.look().crossed(read.effect());
      assertThat(read.p() <= 0.05).as("%s", effect).isEqualTo(crossed);
      assertThat(read.interval().contains(0)).as("%s", effect).isEqualTo(!crossed);
      assertThat(read.decision(read.p()) == Decision.SHIP).isEqualTo(crossed && effect > 0);
      assertThat(read.p()).isGreaterThanOrEqualTo(read.effect().p(Alternative.TWO_SIDED));
    }
    assertThatThrownBy(() -> plan(metric, Looks.GROUP_SEQUENTIAL))
        .hasMessageContaining("sequence is missing");
    assertThatThrownBy(() -> plan(metric, Looks.FIXED, half))
        .hasMessageContaining("sequence belongs to looks: group_sequential");
  }

  private static ExperimentPlan plan(Metric metric, Looks looks) {
    return plan(metric, looks, null);
  }

  private static ExperimentPlan plan(Metric metric, Looks looks, PlannedLooks sequence) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("old", 1.0);
    shares.put("new", 1.0);
    return new ExperimentPlan(
        "e",
        "unit",
        "arm",
        "old",
        shares,
        List.of(metric),
        List.of("city"),
        null,
        null,
        null,
        looks,
        sequence,
        null,
        null,
        2.0,
        null,
        null,
        null);
  }
}
