package io.dealrank.ranking.glmix;

/**
 * Coefficients of a fixed effect.
 *
 * @param means by feature, the intercept last if there is one
 * @param variances by feature, NaN where unknown; null: not estimated
 */
record FixedCoefficients(double[] means, double[] variances) {}
