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
    double[] w =
        start != null
            ? start.clone()
            : priors.means != null ? priors.means.clone() : new double[block.coefficients()];
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
      int taken = problem.minimise(w);
      penalty += problem.penalty(w);
      entities++;
      steps += Math.abs(taken);
      unfinished += taken < 0 ? 1 : 0;
    }
    return new Solved(w, penalty, entities, steps, unfinished);
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

  /** Coefficients of the hot entities that learn here, by all features, the intercept last. */
  static TreeMap<String, double[]> ofHot(
      EntityBlock block, double[] coefficients, Map<String, Long> hot, int size) {
    TreeMap<String, double[]> wide = new TreeMap<>();
    for (int g = 0; g < block.groups(); g++) {
      if (block.learns(g) && hot.containsKey(block.entities[g])) {
        double[] w = new double[size + 1];
        for (int j = 0; j < block.width(g); j++) {
          w[block.subspace[block.subspaceStarts[g] + j]] = coefficients[block.from(g) + j];
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
