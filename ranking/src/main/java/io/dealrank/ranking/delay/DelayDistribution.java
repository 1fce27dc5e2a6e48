package io.dealrank.ranking.delay;

import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.dealrank.ranking.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * F(d) = P(delay of an outcome from its impression &lt; d | there is one within the window): 0 at
 * 0, never falling, 1 from the window on, linear between the steps.
 *
 * @param asOf the instant it was estimated at: nothing at or after it was used
 * @param window an outcome later than this is none
 * @param step distance of the values of F
 * @param outcomes outcomes it rests on
 * @param cumulative F(step), F(2 step), ..., F(window) = 1
 */
public record DelayDistribution(
    Instant asOf, Duration window, Duration step, long outcomes, List<Double> cumulative) {
  public DelayDistribution {
    cumulative = List.copyOf(cumulative);
  }

  /** F of a delay; 0 for a negative one. */
  public double at(Duration delay) {
    double steps = (double) delay.toMillis() / step.toMillis();
    int below = (int) Math.floor(steps);
    if (below >= cumulative.size()) {
      return 1;
    }
    return steps <= 0 ? 0 : value(below) + (steps - below) * (value(below + 1) - value(below));
  }

  /** F of a column of seconds; null where it is null. */
  Column ofSeconds(Column seconds) {
    int last = cumulative.size();
    double[] values = new double[last + 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(Math.min(i, last));
    }
    Column steps = seconds.divide(step.toSeconds());
    Column below = least(floor(steps), lit(last)).cast("int");
    Column low = element_at(lit(values), below.plus(1));
    Column high = element_at(lit(values), below.plus(2));
    Column inside = low.plus(steps.minus(below).multiply(high.minus(low)));
    return when(steps.leq(0), 0.0).when(steps.gt(0), inside);
  }

  private double value(int steps) {
    return steps == 0 ? 0 : cumulative.get(steps - 1);
  }

  public String toJson() {
    return JsonText.write(this);
  }

  /** Reads what {@link #toJson} wrote. */
  public static DelayDistribution fromJson(String json) {
    return JsonText.read(json, DelayDistribution.class);
  }
}
