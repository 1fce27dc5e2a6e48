package io.dealrank.evaluation.position;

import io.dealrank.evaluation.position.LikelihoodSums.Total;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Maximises the likelihood of the position-based model, E[c_gk] = n_gk e_k r_g, over the
 * examination e and the attraction r of every group.
 *
 * <pre>
 * attraction    r_g = c_g / sum_k n_gk e_k         contacts per expected examination
 * examination   e_k = sum_g c_gk / sum_g n_gk r_g  contacts per contact expected if examined
 * </pre>
 *
 * <p>In turns these are expectation maximisation of the model of contacts as a Poisson process with
 * r_g as the expectation of a latent variable (Caron, Doucet, Journal of Computational and
 * Graphical Statistics 21, 2012), so the log-likelihood never falls; r_g drops out of it and leaves
 * where the contacts of a group fall, multinomial with p_gk of {@link LikelihoodSums}. That is
 * concave in ln e: one maximum. Close to it expectation maximisation creeps, the more so the more a
 * group keeps to its positions; there Newton's step in ln e goes the rest, and where it would lower
 * the likelihood the step of expectation maximisation is taken instead.
 */
final class PositionLikelihood {
  static final int MOST_STEPS = 100;

  /** Log-likelihood left to gain (half the Newton decrement) at which the last step is taken. */
  private static final double GAIN = 1e-10;

  /** Relative to the first; a position above has no largest likelihood: it only ever wins. */
  private static final double HIGHEST = 1e6;

  private static final double ROUNDING = 1e-13;
  private static final double LONGEST = 2;

  private PositionLikelihood() {}

  /**
   * A curve of largest likelihood.
   *
   * @param examination relative to the first
   * @param sums at the last point that was evaluated
   * @param at that point
   * @param path log-likelihood of every point that was kept
   */
  record Maximum(
      double[] examination,
      LikelihoodSums sums,
      double[] at,
      Convergence convergence,
      List<Double> path) {

    /** The curve without a block, by one step of Newton from the curve of all. */
    double[] without(int block) {
      Total rest = sums.without(block);
      double[] start = at.clone();
      for (int k = 1; k < start.length; k++) {
        if (start[k] > 0 && rest.contacts()[k] == 0) {
          start[k] = 0;
        }
      }
      Newton step = newton(rest, start);
      return step == null ? expectation(rest, start) : step.next();
    }
  }

  private record Newton(double[] next, double gain) {}

  /**
   * The curve of largest likelihood.
   *
   * @param pass the sums at a curve
   * @param start positive where there is something to estimate, 1 first; NaN and 0 stay
   */
  static Maximum maximise(Function<double[], LikelihoodSums> pass, double[] start) {
    double[] kept = start;
    LikelihoodSums sums = pass.apply(start);
    Total total = sums.without(-1);
    List<Double> path = new ArrayList<>(List.of(total.logLikelihood()));
    int steps = 1;
    while (true) {
      Newton newton = newton(total, kept);
      boolean near = newton != null && newton.gain() < GAIN;
      if (near || steps >= MOST_STEPS) {
        boolean converged = near && Arrays.stream(newton.next()).noneMatch(e -> e > HIGHEST);
        Convergence convergence = new Convergence(steps, converged, total.logLikelihood());
        return new Maximum(near ? newton.next() : kept, sums, kept, convergence, path);
      }
      double[] next = newton == null ? expectation(total, kept) : newton.next();
      LikelihoodSums nextSums = pass.apply(next);
      Total nextTotal = nextSums.without(-1);
      steps++;
      if (newton != null && fell(total, nextTotal)) {
        next = expectation(total, kept);
        nextSums = pass.apply(next);
        nextTotal = nextSums.without(-1);
        steps++;
      }
      if (Double.isNaN(nextTotal.logLikelihood())) {
        Convergence stuck = new Convergence(steps, false, total.logLikelihood());
        return new Maximum(kept, sums, kept, stuck, path);
      }
      kept = next;
      sums = nextSums;
      total = nextTotal;
      path.add(total.logLikelihood());
    }
  }

  private static boolean fell(Total before, Total after) {
    double rounding = ROUNDING * Math.abs(before.logLikelihood());
    return !(after.logLikelihood() >= before.logLikelihood() - rounding);
  }

  /** One step of expectation maximisation, with 1 at the first. */
  static double[] expectation(Total total, double[] examination) {
    double[] next = new double[examination.length];
    for (int k = 0; k < next.length; k++) {
      double expected = total.expected()[k];
      next[k] = expected > 0 ? examination[k] * total.contacts()[k] / expected : examination[k];
    }
    double first = next[0];
    for (int k = 0; k < next.length; k++) {
      next[k] /= first;
    }
    return next;
  }

  /** Newton's step in ln e, no longer than 2 in any of them; null where it is not determined. */
  private static Newton newton(Total total, double[] examination) {
    int[] free = IntStream.range(1, examination.length).filter(k -> examination[k] > 0).toArray();
    if (free.length == 0) {
      return new Newton(examination, 0);
    }
    RealMatrix information =
        new Array2DRowRealMatrix(total.information(), false).getSubMatrix(free, free);
    double[] gradient = new double[free.length];
    for (int i = 0; i < free.length; i++) {
      gradient[i] = total.contacts()[free[i]] - total.expected()[free[i]];
    }
    double scale = information.getTrace() / free.length;
    DecompositionSolver solver = new LUDecomposition(information, 1e-12 * scale).getSolver();
    if (!solver.isNonSingular()) {
      return null;
    }
    double[] step = solver.solve(new ArrayRealVector(gradient, false)).toArray();
    double[] next = examination.clone();
    double gain = 0;
    double longest = 0;
    for (int i = 0; i < free.length; i++) {
      gain += step[i] * gradient[i] / 2;
      longest = Math.max(longest, Math.abs(step[i]));
    }
    double length = Math.min(1, LONGEST / longest);
    for (int i = 0; i < free.length; i++) {
      next[free[i]] *= Math.exp(length * step[i]);
    }
    return gain >= 0 ? new Newton(next, gain) : null;
  }

  /** The eta of largest likelihood for e_k = k^-eta, by Newton, and those without a block each. */
  static double[] exponents(Function<double[], LikelihoodSums> pass, int positions, double start) {
    double eta = start;
    double[] etas = new double[PairCounts.BLOCKS + 1];
    double step = 1;
    for (int round = 0; round < MOST_STEPS && Math.abs(step) > 1e-6; round++) {
      double[] curve = powerLaw(eta, positions);
      LikelihoodSums sums = pass.apply(curve);
      for (int b = 0; b < PairCounts.BLOCKS; b++) {
        etas[b + 1] = eta + exponentStep(sums.without(b));
      }
      step = Math.max(-1, Math.min(1, exponentStep(sums.without(-1))));
      eta += step;
    }
    etas[0] = eta;
    return etas;
  }

  private static double[] powerLaw(double eta, int positions) {
    return IntStream.rangeClosed(1, positions).mapToDouble(k -> Math.pow(k, -eta)).toArray();
  }

  private static double exponentStep(Total total) {
    double gradient = 0;
    double curvature = 0;
    for (int k = 0; k < total.contacts().length; k++) {
      double x = -Math.log(k + 1.0);
      gradient += x * (total.contacts()[k] - total.expected()[k]);
      for (int j = 0; j < total.contacts().length; j++) {
        curvature -= x * Math.log(j + 1.0) * total.information()[k][j];
      }
    }
    return gradient / curvature;
  }
}
