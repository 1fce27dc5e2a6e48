package io.dealrank.ranking.glmix;

import java.util.Map;
import java.util.TreeMap;

/** Updates of a random effect inside one partition. */
final class RandomEffect {
  private RandomEffect() {}

  /**
   * Solves every entity's problem with the others' scores as offsets.
   *
   * @param start coefficients to start from; null: the prior means
   */
  static Solved solve(
      EntityBlock block, EntityPriors priors, double[] offsets, double[] start, Loss loss) {
    double[] w = start != null ? start.clone() : start(block, priors);
    LocalProblem problem = new LocalProblem(loss);
    double penalty = 0;
    long entities = 0;
    long steps = 0;
    long unfinished = 0;
    for (int g = 0; g < block.groups(); g++) {
      if (!block.learns(g)) {
        continue;
      }
      problem(problem, block, priors, offsets, g);
      int taken = LocalMinimum.find(problem, w);
      penalty += problem.penalty(w);
      entities++;
      steps += Math.abs(taken);
      unfinished += taken < 0 ? 1 : 0;
    }
    return new Solved(w, penalty, entities, steps, unfinished);
  }

  /** Where nothing was learnt yet: the prior means. */
  static double[] start(EntityBlock block, EntityPriors priors) {
    return priors.means != null ? priors.means.clone() : new double[block.coefficients()];
  }

  /**
   * Solves every entity's separable model {@code sum_i g_i d_i + 1/2 h_i d_i^2 + penalty}, {@code
   * d_i = x_i . (w - now)}: least squares with weights h towards {@code -g / h}.
   *
   * @param derivatives g and h of the rows; rows with h = 0 take no part
   */
  static double[] quadratic(
      EntityBlock block, EntityPriors priors, double[][] derivatives, double[] now) {
    int rows = block.rows();
    double[] offsets = new double[rows];
    double[] targets = new double[rows];
    for (int g = 0; g < block.groups(); g++) {
      int from = block.from(g);
      double constant = block.intercept && block.learns(g) ? now[from + block.width(g)] : 0;
      for (int i = block.rowStarts[g]; i < block.activeEnds[g]; i++) {
        offsets[i] = -block.features.dot(i, now, from) - constant;
        targets[i] = derivatives[1][i] > 0 ? -derivatives[0][i] / derivatives[1][i] : 0;
      }
    }
    double[] w = now.clone();
    LocalProblem problem = new LocalProblem(Loss.SQUARED);
    for (int g = 0; g < block.groups(); g++) {
      if (block.learns(g)) {
        var unused =
            problem
                .rows(
                    block.features,
                    targets,
                    derivatives[1],
                    offsets,
                    block.rowStarts[g],
                    block.activeEnds[g],
                    block.scales[g])
                .coefficients(
                    block.width(g),
                    block.intercept,
                    priors.means,
                    priors.precisions,
                    block.from(g));
        int unusedSteps = LocalMinimum.find(problem, w);
      }
    }
    return w;
  }

  /** {@code 1/2 sum r (w - m)^2} of the entities that learn here. */
  static double penalty(EntityBlock block, EntityPriors priors, double[] w) {
    double sum = 0;
    for (int g = 0; g < block.groups(); g++) {
      int n = block.learns(g) ? block.width(g) + (block.intercept ? 1 : 0) : 0;
      for (int j = block.from(g); j < block.from(g) + n; j++) {
        double d = w[j] - (priors.means == null ? 0 : priors.means[j]);
        sum += priors.precisions[j] * d * d;
      }
    }
    return 0.5 * sum;
  }

  /** Coefficients found elsewhere, with their penalty. */
  static Solved solvedAt(EntityBlock block, EntityPriors priors, double[] w) {
    long entities = 0;
    for (int g = 0; g < block.groups(); g++) {
      entities += block.learns(g) ? 1 : 0;
    }
    return new Solved(w, penalty(block, priors, w), entities, entities, 0);
  }

  /** Coefficients that stay as the older model has them. */
  static Solved keep(EntityPriors priors) {
    return new Solved(priors.means.clone(), 0, 0, 0, 0);
  }

  /** Variances aligned with the coefficients. */
  static double[] variances(
      EntityBlock block,
      EntityPriors priors,
      double[] offsets,
      double[] coefficients,
      Loss loss,
      boolean full) {
    double[] variances = new double[coefficients.length];
    LocalProblem problem = new LocalProblem(loss);
    for (int g = 0; g < block.groups(); g++) {
      if (block.learns(g)) {
        problem(problem, block, priors, offsets, g);
        double[] own = problem.variances(coefficients, full);
        System.arraycopy(own, 0, variances, block.from(g), own.length);
      }
    }
    return variances;
  }

  /**
   * Coefficients of the hot entities that learn here, by all features, the intercept last.
   *
   * @param carried older ones of features that no row here has, as {@link EntityPriors#carried};
   *     null: none
   */
  static TreeMap<String, double[]> ofHot(
      EntityBlock block,
      double[][][] carried,
      double[] coefficients,
      Map<String, Long> hot,
      int size) {
    TreeMap<String, double[]> wide = new TreeMap<>();
    for (int g = 0; g < block.groups(); g++) {
      if (block.learns(g) && hot.containsKey(block.entities[g])) {
        double[] w = new double[size + 1];
        double[][] rest = carried == null ? null : carried[g];
        for (int j = 0; rest != null && j < rest[0].length; j++) {
          w[(int) rest[0][j]] = rest[1][j];
        }
        boolean[] used = block.used(g);
        for (int j = 0; j < used.length; j++) {
          if (used[j]) {
            w[block.subspace[block.subspaceStarts[g] + j]] = coefficients[block.from(g) + j];
          }
        }
        w[size] = block.intercept ? coefficients[block.from(g) + block.width(g)] : 0;
        wide.put(block.entities[g], w);
      }
    }
    return wide;
  }

  private static void problem(
      LocalProblem problem, EntityBlock block, EntityPriors priors, double[] offsets, int g) {
    var unused =
        problem
            .rows(
                block.features,
                block.labels,
                block.weights,
                offsets,
                block.rowStarts[g],
                block.activeEnds[g],
                block.scales[g])
            .coefficients(
                block.width(g), block.intercept, priors.means, priors.precisions, block.from(g));
  }
}
