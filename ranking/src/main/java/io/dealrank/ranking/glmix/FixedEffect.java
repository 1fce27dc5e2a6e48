package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Updates of a fixed effect over all partitions: Newton's method where the Hessian is at most
 * {@link LocalProblem#WIDEST_HESSIAN} wide, one job per step that sums value, gradient and Hessian
 * at a point; L-BFGS beyond. The problem is that of {@link LocalProblem}.
 */
final class FixedEffect implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double TOLERANCE = 1e-10;
  private static final int MOST_STEPS = 100;
  private static final int DEPTH = 2;

  private final int coordinate;
  private final int size;
  private final boolean intercept;
  private final double[] means;
  private final double[] precisions;

  /**
   * @param size number of features
   * @param means prior means, intercept last
   * @param precisions prior precisions, intercept last
   */
  FixedEffect(int coordinate, int size, boolean intercept, double[] means, double[] precisions) {
    this.coordinate = coordinate;
    this.size = size;
    this.intercept = intercept;
    this.means = means;
    this.precisions = precisions;
  }

  /**
   * The fixed effect of coordinate k; its prior is what an older model has.
   *
   * @param size number of features
   * @param initial null: none
   */
  static FixedEffect of(int k, GlmixSettings settings, int size, GlmixModel initial) {
    Coordinate c = settings.coordinates().get(k);
    int n = size + (c.hasIntercept() ? 1 : 0);
    double[] means = new double[n];
    double[] precisions = new double[n];
    Arrays.fill(precisions, c.l2());
    if (c.hasIntercept()) {
      precisions[size] = c.interceptL2();
    }
    FixedCoefficients older = initial == null ? null : initial.fixed(c.name());
    if (older != null) {
      means = Arrays.copyOf(older.means(), n);
      int known = older.variances() == null ? 0 : Math.min(n, older.variances().length);
      for (int j = 0; j < known; j++) {
        if (older.variances()[j] > 0) {
          precisions[j] = settings.forgetting() / older.variances()[j];
        }
      }
    }
    return new FixedEffect(k, size, c.hasIntercept(), means, precisions);
  }

  /** Value, gradient and Hessian (packed, or its diagonal) at a point, and how to add them up. */
  static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;

    double value;
    final double[] gradient;
    final double[] hessian;

    Sums(int n, int cells) {
      gradient = new double[n];
      hessian = new double[cells];
    }

    Sums add(Sums other) {
      value += other.value;
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += other.gradient[j];
      }
      for (int j = 0; j < hessian.length; j++) {
        hessian[j] += other.hessian[j];
      }
      return this;
    }
  }

  /** Which second derivatives are wanted. */
  enum Second {
    NONE,
    DIAGONAL,
    ALL
  }

  /** The sums over the rows at a point, without the prior. */
  interface Rows {
    Sums at(double[] w, Second second);
  }

  /**
   * Rows of all partitions, one job per point.
   *
   * @param loss of a row; null: the softmax over lists
   */
  Rows at(JavaRDD<Tuple2<HomeBlock, double[]>> rows, Loss loss) {
    int k = coordinate;
    int features = size;
    boolean constant = intercept;
    return (w, second) ->
        rows.map(pair -> sums(pair._1(), k, pair._2(), w, features, constant, loss, second))
            .treeReduce(Sums::add, DEPTH);
  }

  /** Rows of one block, here. */
  Rows at(HomeBlock block, double[] offsets, Loss loss) {
    return (w, second) -> sums(block, coordinate, offsets, w, size, intercept, loss, second);
  }

  private int width() {
    return size + (intercept ? 1 : 0);
  }

  /** The prior means. */
  double[] start() {
    return means.clone();
  }

  /** Moves w to the minimum given the offsets of the rows; returns where it ended. */
  double[] minimise(Rows rows, double[] start) {
    int n = width();
    if (n == 0) {
      return start;
    }
    if (n > LocalProblem.WIDEST_HESSIAN) {
      double[] diagonal = withPrior(rows.at(start, Second.DIAGONAL), start).hessian;
      Lbfgs.Objective objective =
          (x, into) -> {
            Sums at = withPrior(rows.at(x, Second.NONE), x);
            System.arraycopy(at.gradient, 0, into, 0, n);
            return at.value;
          };
      return Lbfgs.minimise(objective, start, diagonal, 1e-9, 300).at();
    }
    double[] w = start.clone();
    Sums here = withPrior(rows.at(w, Second.ALL), w);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] direction = here.gradient.clone();
      NewtonSystem.solve(here.hessian, direction, n);
      double decrement = 0;
      for (int j = 0; j < n; j++) {
        decrement += here.gradient[j] * direction[j];
      }
      if (!(decrement > 0)) {
        return w;
      }
      if (decrement <= TOLERANCE * (1 + Math.abs(here.value))) {
        return minus(w, direction, 1);
      }
      double size1 = 1;
      double[] moved = minus(w, direction, size1);
      Sums there = withPrior(rows.at(moved, Second.ALL), moved);
      while (!(there.value <= here.value - 1e-4 * size1 * decrement)) {
        size1 /= 2;
        if (size1 < 1e-9) {
          return w;
        }
        moved = minus(w, direction, size1);
        there = withPrior(rows.at(moved, Second.ALL), moved);
      }
      w = moved;
      here = there;
    }
    return w;
  }

  /** Variances at w: {@code 1 / H_jj} or the diagonal of {@code H^-1}. */
  double[] variances(Rows rows, double[] w, boolean full) {
    int n = width();
    if (full && n <= LocalProblem.WIDEST_HESSIAN) {
      double[] hessian = withPrior(rows.at(w, Second.ALL), w).hessian;
      if (Cholesky.factor(hessian, n)) {
        return Cholesky.inverseDiagonal(hessian, n);
      }
      double[] unknown = new double[n];
      Arrays.fill(unknown, Double.NaN);
      return unknown;
    }
    double[] diagonal = withPrior(rows.at(w, Second.DIAGONAL), w).hessian;
    return Arrays.stream(diagonal).map(h -> h > 0 ? 1 / h : Double.NaN).toArray();
  }

  /** {@code 1/2 sum r (w - m)^2}. */
  double penalty(double[] w) {
    double sum = 0;
    for (int j = 0; j < w.length; j++) {
      sum += precisions[j] * (w[j] - means[j]) * (w[j] - means[j]);
    }
    return 0.5 * sum;
  }

  /** {@code x . w} of the rows of a block. */
  static double[] scores(FeatureRows features, int rows, double[] w, int size) {
    double[] scores = new double[rows];
    double constant = w.length > size ? w[size] : 0;
    for (int i = 0; i < rows; i++) {
      scores[i] = features.dot(i, w, 0) + constant;
    }
    return scores;
  }

  private static double[] minus(double[] w, double[] direction, double size) {
    double[] moved = w.clone();
    for (int j = 0; j < w.length; j++) {
      moved[j] -= size * direction[j];
    }
    return moved;
  }

  private Sums withPrior(Sums sums, double[] w) {
    sums.value += penalty(w);
    boolean packed = sums.hessian.length > w.length;
    for (int j = 0; j < w.length; j++) {
      sums.gradient[j] += precisions[j] * (w[j] - means[j]);
      if (sums.hessian.length > 0) {
        sums.hessian[packed || w.length == 1 ? j * (j + 1) / 2 + j : j] += precisions[j];
      }
    }
    return sums;
  }

  private static Sums sums(
      HomeBlock block,
      int coordinate,
      double[] offsets,
      double[] w,
      int size,
      boolean intercept,
      Loss loss,
      Second second) {
    int n = w.length;
    FeatureRows features = block.fixed[coordinate];
    Sums sums =
        new Sums(
            n,
            switch (second) {
              case NONE -> 0;
              case DIAGONAL -> n;
              case ALL -> n * (n + 1) / 2;
            });
    if (loss == null) {
      double[] totals = scores(features, block.rows(), w, size);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += offsets[i];
      }
      ListLoss.addTo(sums, block, features, totals, size);
      return sums;
    }
    double constant = intercept ? w[size] : 0;
    for (int i = 0; i < block.rows(); i++) {
      double a = block.weights[i];
      double margin = offsets[i] + features.dot(i, w, 0) + constant;
      double mean = loss.mean(margin);
      sums.value += a * loss.value(margin, mean, block.labels[i]);
      double slope = a * (mean - block.labels[i]);
      features.addTo(i, slope, sums.gradient);
      if (intercept) {
        sums.gradient[size] += slope;
      }
      if (second == Second.ALL) {
        features.addOuter(i, a * loss.curvature(mean), sums.hessian, size, intercept);
      } else if (second == Second.DIAGONAL) {
        double c = a * loss.curvature(mean);
        features.addSquares(i, c, sums.hessian);
        if (intercept) {
          sums.hessian[size] += c;
        }
      }
    }
    return sums;
  }
}
