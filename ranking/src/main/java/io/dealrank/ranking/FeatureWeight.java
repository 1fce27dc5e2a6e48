package io.dealrank.ranking;

/**
 * One named term of a model and its weight.
 *
 * @param feature the term: a feature column, or {@code "<column> is missing"} for its indicator
 * @param weight the weight; the model's class says what it means
 */
public record FeatureWeight(String feature, double weight) {}
