package io.dealrank.evaluation.report;

/**
 * The production order alone over the whole log, beside which the compared lists can be judged.
 *
 * @param metric name of the metric
 * @param value its mean, in the unit of the metric
 * @param lists lists behind the mean
 */
public record Reference(String metric, double value, long lists) {}
