package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.distribution.Normal;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Two shares compared where counts are all there is; with a the control's, b the treatment's share.
 * (Fagerland, Lydersen and Laake, "Recommended confidence intervals for two independent binomial
 * proportions", Statistical Methods in Medical Research 24, 2015, compares the intervals.)
 *
 * @param controlN units of the control
 * @param controlSuccesses of them with a success
 * @param treatmentN units of the treatment
 * @param treatmentSuccesses of them with a success
 */
public record TwoProportions(
    long controlN, long controlSuccesses, long treatmentN, long treatmentSuccesses) {
  private static final int EVALUATIONS = 1000;
  private static final int HALVINGS = 200;

  /** An interval of b - a. */
  public enum Method {
    /** b - a ± z sqrt(a (1 - a) / na + b (1 - b) / nb). */
    WALD,
    /** Wald after one success and one failure more in each arm (Agresti and Caffo 2000). */
    AGRESTI_CAFFO,
    /** From the Wilson interval of each share (Newcombe, method 10, 1998). */
    NEWCOMBE,
    /** All differences that the score test does not refuse (Miettinen and Nurminen 1985). */
    SCORE,
    /**
     * SCORE as statsmodels up to 0.14.6 has it, to reproduce its figures: the linear coefficient of
     * the cubic takes the control's successes where its units belong (statsmodels issue 10269), so
     * that the shares are not the most likely ones and the interval is off by some 1e-4.
     */
    SCORE_OF_STATSMODELS
  }

  public TwoProportions {
    if (controlSuccesses < 0
        || controlSuccesses > controlN
        || treatmentSuccesses < 0
        || treatmentSuccesses > treatmentN) {
      throw new IllegalArgumentException(
          controlSuccesses
              + " of "
              + controlN
              + " and "
              + treatmentSuccesses
              + " of "
              + treatmentN
              + ": successes lie between none and all units");
    }
  }

  /** z of no difference, with the share of both arms together in the variance. */
  public double pooledStatistic() {
    double both = (double) (controlSuccesses + treatmentSuccesses) / (controlN + treatmentN);
    double error = Math.sqrt(both * (1 - both) * (1.0 / controlN + 1.0 / treatmentN));
    return error > 0 ? (treatment() - control()) / error : Double.NaN;
  }

  /** Its p-value. */
  public double pooledP(Alternative alternative) {
    return alternative.p(pooledStatistic(), Double.POSITIVE_INFINITY);
  }

  /** The interval of b - a; undefined where an arm is empty. */
  public ConfidenceInterval difference(Method method, double alpha) {
    if (controlN == 0 || treatmentN == 0) {
      return ConfidenceInterval.UNDEFINED;
    }
    double z = Normal.upperQuantile(alpha / 2);
    return switch (method) {
      case WALD -> wald(0, z);
      case AGRESTI_CAFFO -> wald(1, z);
      case NEWCOMBE -> newcombe(alpha);
      case SCORE -> score(z, this::likeliest);
      case SCORE_OF_STATSMODELS -> score(z, this::cubicOfStatsmodels);
    };
  }

  /**
   * The interval of b / a on the logarithm (Katz et al. 1978): exp(ln(b/a) ± z sqrt(1/kb - 1/nb +
   * 1/ka - 1/na)); undefined where an arm has no success.
   */
  public ConfidenceInterval ratio(double alpha) {
    if (controlSuccesses == 0 || treatmentSuccesses == 0) {
      return ConfidenceInterval.UNDEFINED;
    }
    double error =
        Math.sqrt(
            1.0 / treatmentSuccesses - 1.0 / treatmentN + 1.0 / controlSuccesses - 1.0 / controlN);
    double factor = Math.exp(Normal.upperQuantile(alpha / 2) * error);
    double ratio = treatment() / control();
    return new ConfidenceInterval(ratio / factor, ratio * factor);
  }

  /**
   * Units in both equal arms together, not rounded, that show b - a of the given size: with m = (a
   * + b) / 2, {@code 2 (z(1-alpha/2) sqrt(2 m (1-m)) + z(power) sqrt(a (1-a) + b (1-b)))^2 / (b -
   * a)^2} (Fleiss, Levin and Paik, "Statistical methods for rates and proportions").
   */
  public static double totalUnits(double a, double b, double alpha, double power) {
    double mean = (a + b) / 2;
    double sum =
        Normal.upperQuantile(alpha / 2) * Math.sqrt(2 * mean * (1 - mean))
            + Normal.upperQuantile(1 - power) * Math.sqrt(a * (1 - a) + b * (1 - b));
    return 2 * sum * sum / ((b - a) * (b - a));
  }

  private double control() {
    return (double) controlSuccesses / controlN;
  }

  private double treatment() {
    return (double) treatmentSuccesses / treatmentN;
  }

  private ConfidenceInterval wald(int added, double z) {
    double na = controlN + 2.0 * added;
    double nb = treatmentN + 2.0 * added;
    double a = (controlSuccesses + added) / na;
    double b = (treatmentSuccesses + added) / nb;
    double half = z * Math.sqrt(a * (1 - a) / na + b * (1 - b) / nb);
    return new ConfidenceInterval(b - a - half, b - a + half);
  }

  private ConfidenceInterval newcombe(double alpha) {
    ConfidenceInterval ofControl = OneProportion.WILSON.interval(controlSuccesses, controlN, alpha);
    ConfidenceInterval ofTreatment =
        OneProportion.WILSON.interval(treatmentSuccesses, treatmentN, alpha);
    double gap = treatment() - control();
    return new ConfidenceInterval(
        gap - Math.hypot(treatment() - ofTreatment.low(), ofControl.high() - control()),
        gap + Math.hypot(ofTreatment.high() - treatment(), control() - ofControl.low()));
  }

  /** From the observed difference outwards to where the statistic reaches z, or to the edge. */
  private ConfidenceInterval score(double z, DoubleUnaryOperator shareOfControl) {
    double gap = treatment() - control();
    ConfidenceInterval wider = wald(1, z);
    double step = (wider.high() - wider.low()) / 4;
    return new ConfidenceInterval(
        bound(gap, -step, z, shareOfControl), bound(gap, step, z, shareOfControl));
  }

  private double bound(double gap, double step, double z, DoubleUnaryOperator shareOfControl) {
    UnivariateFunction beyond =
        difference -> Math.abs(statistic(gap, difference, shareOfControl)) - z;
    double edge = Math.copySign(1 - 1e-12, step);
    double inner = gap;
    while (Math.abs(inner) < 1 || inner * step < 0) {
      double outer = step > 0 ? Math.min(edge, inner + step) : Math.max(edge, inner + step);
      double value = beyond.value(outer);
      if (Double.isNaN(value)) {
        return Double.NaN;
      }
      if (value >= 0) {
        return new BrentSolver(1e-14, 1e-14, 1e-15)
            .solve(EVALUATIONS, beyond, Math.min(inner, outer), Math.max(inner, outer));
      }
      if (outer == edge) {
        break;
      }
      inner = outer;
    }
    return Math.copySign(1, step);
  }

  /** (b - a - difference) over its error at the shares with that difference. */
  private double statistic(double gap, double difference, DoubleUnaryOperator shareOfControl) {
    double a = shareOfControl.applyAsDouble(difference);
    double b = a + difference;
    double total = controlN + treatmentN;
    double variance = (a * (1 - a) / controlN + b * (1 - b) / treatmentN) * total / (total - 1);
    double distance = gap - difference;
    return distance == 0 ? 0 : distance / Math.sqrt(variance);
  }

  private double cubicOfStatsmodels(double difference) {
    double total = controlN + treatmentN;
    double c = controlSuccesses;
    double square =
        ((treatmentN + 2.0 * controlN) * difference - total - c - treatmentSuccesses) / (3 * total);
    double linear = (c * difference - total - 2 * c) * difference + c + treatmentSuccesses;
    double constant = c * difference * (1 - difference);
    double q = square * square * square - linear * square / (2 * total) + constant / (2 * total);
    double p = Math.copySign(Math.sqrt(square * square - linear / (3 * total)), q);
    double angle = (Math.PI + Math.acos(q / (p * p * p))) / 3;
    return 2 * p * Math.cos(angle) - square;
  }

  /**
   * The share a that makes the counts likeliest given b = a + difference: the likelihood is
   * concave.
   */
  private double likeliest(double difference) {
    double low = Math.max(0, -difference);
    double high = Math.min(1, 1 - difference);
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double a = (low + high) / 2;
      if (a == low || a == high) {
        break;
      }
      double b = a + difference;
      double slope =
          slope(controlSuccesses, controlN, a) + slope(treatmentSuccesses, treatmentN, b);
      if (slope > 0) {
        low = a;
      } else {
        high = a;
      }
    }
    return (low + high) / 2;
  }

  private static double slope(long successes, long n, double share) {
    double up = successes == 0 ? 0 : successes / share;
    double down = successes == n ? 0 : (n - successes) / (1 - share);
    return up - down;
  }
}
