package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.Normal;
import java.util.Arrays;

/**
 * The bounds of a few planned looks: at look k the experiment stops if |z| passes bound k, and the
 * bounds spend the false-alarm probability as an {@link AlphaSpending} says (Lan and DeMets 1983).
 * With the information t_1 &lt; t_2 &lt; ... the process B(t) = z sqrt(t) is Brownian motion, and
 *
 * <pre>
 * P(B(t_1) below, ..., B(t_{k-1}) below, B(t_k) &gt; bound_k sqrt(t_k)) = spent(t_k) - spent(t_{k-1})
 * </pre>
 *
 * gives the bounds one after the other: the density of the process not yet stopped is carried
 * forward on a grid (Armitage, McPherson and Rowe, "Repeated significance tests on accumulating
 * data", JRSS A 132, 1969). Two sides are two one-sided designs of alpha / 2, as in the R package
 * ldbounds (landem), whose grid and search this follows: a bound spends its increment to within
 * 1e-7, an increment below 1e-7 spends nothing, and no bound is above 8.
 */
public final class GroupSequential {
  private static final double LARGEST = 8;
  private static final double TOLERANCE = 1e-7;
  private static final double STEP = 0.05;
  private static final int SEARCH_STEPS = 50;

  /** Looks closer than this are one look. */
  private static final double SAME_LOOK = 1e-5;

  private GroupSequential() {}

  /**
   * The bounds of |z| (sides 2) or z (sides 1).
   *
   * @param information shares of the information at the looks, rising, in (0, 1]
   * @param alpha false-alarm probability of all looks together
   * @param sides 1 or 2
   */
  public static double[] bounds(
      double[] information, double alpha, int sides, AlphaSpending spending) {
    check(information, sides);
    double[] bounds = new double[information.length];
    double oneSided = alpha / sides;
    double spent = 0;
    Density density = null;
    for (int look = 0; look < information.length; look++) {
      double before = look == 0 ? 0 : information[look - 1];
      double t = information[look];
      if (look > 0 && t - before <= SAME_LOOK) {
        bounds[look] = bounds[look - 1];
        continue;
      }
      double increment = Math.min(1, Math.max(0, spending.spent(t, oneSided) - spent));
      double deviation = Math.sqrt(t - before);
      double bound;
      if (density == null) {
        bound = Math.min(LARGEST, Normal.upperQuantile(increment));
        spent = Normal.upperTail(bound);
      } else if (increment < TOLERANCE) {
        bound = LARGEST;
      } else {
        bound = Math.min(LARGEST, density.search(increment, deviation) / Math.sqrt(t));
      }
      if (density != null) {
        spent =
            bound < LARGEST
                ? spending.spent(t, oneSided)
                : spent + density.beyond(LARGEST * Math.sqrt(t), deviation);
      }
      bounds[look] = bound;
      density = Density.after(density, bound * Math.sqrt(t), -LARGEST * Math.sqrt(t), deviation);
    }
    return bounds;
  }

  /** The bounds as the level at which each look tests. */
  public static double[] levels(double[] bounds, int sides) {
    return Arrays.stream(bounds).map(bound -> sides * Normal.upperTail(bound)).toArray();
  }

  /**
   * The information of looks of an experiment: units so far over the larger of the units expected
   * and the units of the last look.
   */
  public static double[] information(double[] units, double expected) {
    double total = Math.max(expected, Arrays.stream(units).max().orElse(0));
    return Arrays.stream(units).map(count -> count / total).toArray();
  }

  private static void check(double[] information, int sides) {
    if (sides != 1 && sides != 2) {
      throw new IllegalArgumentException(sides + " sides: a bound has one or two");
    }
    for (int i = 0; i < information.length; i++) {
      boolean rising = i == 0 || information[i] >= information[i - 1];
      if (!(information[i] > 0 && information[i] <= 1) || !rising) {
        throw new IllegalArgumentException(
            "information "
                + Arrays.toString(information)
                + " does not rise within (0, 1]: give the share of all units at each look");
      }
    }
  }

  /** The density of B at a look, of what has not been stopped before, on equal steps. */
  private record Density(double from, double to, double[] values) {

    static Density after(Density last, double to, double from, double deviation) {
      int steps = (int) Math.ceil((to - from) / (STEP * deviation));
      double[] values = new double[steps + 1];
      for (int i = 0; i <= steps; i++) {
        double x = from + (to - from) * i / steps;
        values[i] =
            last == null ? Normal.density(x / deviation) / deviation : last.carried(x, deviation);
      }
      return new Density(from, to, values);
    }

    /** Density at x after one more step. */
    private double carried(double x, double deviation) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weight(i) * values[i] * Normal.density((at(i) - x) / deviation);
      }
      return sum * step() / deviation;
    }

    /** Probability to be beyond a bound after one more step. */
    double beyond(double bound, double deviation) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weight(i) * values[i] * Normal.upperTail((bound - at(i)) / deviation);
      }
      return sum * step();
    }

    /** The bound beyond which the given probability lies: decimal steps from the last bound. */
    double search(double probability, double deviation) {
      double bound = to;
      double beyond = beyond(bound, deviation);
      double size = 10;
      while (Math.abs(beyond - probability) > TOLERANCE && size > 1e-12) {
        size /= 10;
        int direction = beyond > probability + TOLERANCE ? 1 : -1;
        for (int i = 0; i < SEARCH_STEPS; i++) {
          bound += direction * size;
          beyond = beyond(bound, deviation);
          if (direction == 1
              ? beyond <= probability + TOLERANCE
              : beyond >= probability - TOLERANCE) {
            break;
          }
        }
      }
      return bound;
    }

    private double at(int i) {
      return from + i * step();
    }

    private double step() {
      return (to - from) / (values.length - 1);
    }

    private double weight(int i) {
      return i == 0 || i == values.length - 1 ? 0.5 : 1;
    }
  }
}
