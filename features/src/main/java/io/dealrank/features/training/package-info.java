/**
 * The training set: one row per impression, features as they were known, labels once they are.
 *
 * <p>Reading order: {@link io.dealrank.features.training.Labels} (outcomes within the attribution
 * window; null while it is open), {@link io.dealrank.features.training.FeatureColumn} (which
 * features there are), {@code ImpressionFeatures} (their values, asked of the engine), {@link
 * io.dealrank.features.training.TrainingSet} (the rows).
 *
 * <p>Features never look past the impression's instant and labels never before it.
 */
package io.dealrank.features.training;
