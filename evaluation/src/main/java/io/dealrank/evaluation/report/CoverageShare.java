package io.dealrank.evaluation.report;

/**
 * How much of something has what a feature or the model needs.
 *
 * @param what for example {@code impressions of listings with a contact before the search}
 * @param share 0 to 1
 * @param of how many there are in all
 */
public record CoverageShare(String what, double share, long of) {}
