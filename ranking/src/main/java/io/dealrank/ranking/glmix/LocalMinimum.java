package io.dealrank.ranking.glmix;

import java.util.Arrays;

/**
 * The minimum of a {@link LocalProblem}, by Newton's method: a step is {@code w - s H^-1 g}, s
 * halved until f falls by at least {@code 1e-4 s g' H^-1 g}; the last one is taken where {@code g'
 * H^-1 g <= tolerance (1 + |f|)}, so that by quadratic convergence the coefficients are good to
 * about that tolerance. A problem wider than {@link LocalProblem#WIDEST_HESSIAN} goes to L-BFGS.
 */
final class LocalMinimum {
  private static final double TOLERANCE = 1e-10;
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 40;

  private LocalMinimum() {}

  /**
   * Moves w to the minimum.
   *
   * @return number of steps; negative if the last one did not reach the tolerance
   */
  static int find(LocalProblem problem, double[] w) {
    if (problem.size() == 0) {
      return 0;
    }
    if (problem.size() > LocalProblem.WIDEST_HESSIAN) {
      return findWithoutHessian(problem, w);
    }
    double value = problem.value(w);
    for (int step = 1; step <= MOST_STEPS; step++) {
      double decrement = problem.turn(w);
      if (!(decrement > 0)) {
        return step;
      }
      double size = 1;
      double moved = problem.along(w, size);
      boolean last = decrement <= TOLERANCE * (1 + Math.abs(value));
      for (int halving = 0;
          !last && !(moved <= value - 1e-4 * size * decrement) && halving < MOST_HALVINGS;
          halving++) {
        size /= 2;
        moved = problem.along(w, size);
      }
      if (!(moved <= value + 1e-12 * Math.abs(value))) {
        return last ? step : -step;
      }
      problem.move(w, size);
      value = moved;
      if (last) {
        return step;
      }
    }
    return -MOST_STEPS;
  }

  private static int findWithoutHessian(LocalProblem problem, double[] w) {
    int from = problem.from();
    int n = problem.size();
    double[] start = Arrays.copyOfRange(w, from, from + n);
    double[] diagonal = problem.hessianDiagonal(w);
    Lbfgs.Minimum minimum = Lbfgs.minimise(problem::value, start, diagonal, 1e-9, 500);
    System.arraycopy(minimum.at(), 0, w, from, n);
    return minimum.converged() ? minimum.iterations() : -minimum.iterations();
  }
}
