package io.dealrank.evaluation.position;

/**
 * How a likelihood was maximised.
 *
 * @param steps passes over the groups, at least 1
 * @param converged whether less than 1e-10 of log-likelihood was left to gain; false: the curve is
 *     the best of the steps, and some position may have none of largest likelihood
 * @param logLikelihood of the contacts, at the last step
 */
public record Convergence(int steps, boolean converged, double logLikelihood) {}
