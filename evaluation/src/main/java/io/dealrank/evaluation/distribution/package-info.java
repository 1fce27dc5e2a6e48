/**
 * The distributions that tests and intervals rest on: {@link
 * io.dealrank.evaluation.distribution.Normal}, {@link
 * io.dealrank.evaluation.distribution.StudentT}, and the {@link
 * io.dealrank.evaluation.distribution.ConfidenceInterval} that comes of them. Tails are computed as
 * tails, so that small p-values keep their digits; undefined is NaN.
 */
package io.dealrank.evaluation.distribution;
