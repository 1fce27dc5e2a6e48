package io.dealrank.evaluation.position;

/**
 * What is known of one position.
 *
 * @param position 1-based
 * @param impressions rows at the position that took part
 * @param contacts of these, rows with label 1
 * @param estimate examination relative to position 1 before smoothing; NaN where no comparison
 *     leads to position 1
 * @param standardError of the estimate, by jackknife; NaN where it is undefined, 0 at position 1
 * @param examination the smoothed propensity, in (0, 1], 1 at position 1
 */
public record PositionEstimate(
    int position,
    long impressions,
    long contacts,
    double estimate,
    double standardError,
    double examination) {}
