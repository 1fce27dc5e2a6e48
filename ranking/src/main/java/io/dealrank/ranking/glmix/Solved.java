package io.dealrank.ranking.glmix;

import java.io.Serializable;

/**
 * A random effect's coefficients in one partition after an update.
 *
 * <p>{@code penalty} is the sum of {@code 1/2 r (w - m)^2}; {@code unfinished} counts entities
 * whose solver stopped short of its tolerance.
 */
final class Solved implements Serializable {
  private static final long serialVersionUID = 1L;

  final double[] coefficients;
  final double penalty;
  final long entities;
  final long steps;
  final long unfinished;

  Solved(double[] coefficients, double penalty, long entities, long steps, long unfinished) {
    this.coefficients = coefficients;
    this.penalty = penalty;
    this.entities = entities;
    this.steps = steps;
    this.unfinished = unfinished;
  }
}
