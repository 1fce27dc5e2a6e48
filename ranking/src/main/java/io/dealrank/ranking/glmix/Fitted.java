package io.dealrank.ranking.glmix;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * What was fitted of a coordinate: coefficients and variances of a fixed effect (the intercept
 * last), or rows of {@link EntityTable}.
 *
 * @param coefficients null for a random effect
 * @param variances of a fixed effect; null: not estimated
 * @param entities null for a fixed effect
 */
record Fitted(double[] coefficients, double[] variances, JavaRDD<Row> entities) {}
