package io.dealrank.evaluation.backtest;

/**
 * Lists by which order was better.
 *
 * @param wins lists on which the model's value is higher
 * @param ties lists on which both are equal within 1e-12
 * @param losses lists on which production's value is higher
 */
public record Outcomes(long wins, long ties, long losses) {}
