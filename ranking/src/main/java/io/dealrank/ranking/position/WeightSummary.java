package io.dealrank.ranking.position;

/**
 * What inverse propensity weights do to the positives.
 *
 * @param positives rows with label 1
 * @param largest largest weight given, at most the bound; NaN without positives
 * @param clipped positives whose weight was cut to the bound
 * @param clippedShare of the positives; NaN without positives
 * @param effectiveSampleSize (sum w)^2 / sum w^2 over the positives: how many rows of equal weight
 *     say as much; NaN without positives
 * @param effectiveShare of the positives; NaN without positives
 */
public record WeightSummary(
    long positives,
    double largest,
    long clipped,
    double clippedShare,
    double effectiveSampleSize,
    double effectiveShare) {}
