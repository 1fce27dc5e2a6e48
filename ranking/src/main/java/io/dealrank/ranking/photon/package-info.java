/**
 * Exchange of mixed-effect models with Photon ML and GDMix: the Avro files {@code
 * BayesianLinearModelAvro}, one record per fixed effect or entity.
 *
 * <pre>
 * folder/model-metadata.json
 * folder/fixed-effect/&lt;coordinate&gt;/id-info                      feature shard
 * folder/fixed-effect/&lt;coordinate&gt;/coefficients/part-00000.avro  one record
 * folder/random-effect/&lt;coordinate&gt;/id-info                     entity type, feature shard
 * folder/random-effect/&lt;coordinate&gt;/coefficients/part-*.avro     a record per entity
 * </pre>
 *
 * <p>Reading order: {@link io.dealrank.ranking.photon.PhotonModel} reads and writes; {@link
 * io.dealrank.ranking.glmix.GlmixModel#of} makes a model of what was read, which scores and is a
 * start for fitting.
 *
 * <p>Source: linkedin/photon-ml, {@code ModelProcessingUtils}.
 */
package io.dealrank.ranking.photon;
