/**
 * Marts: the table of each feature group, one row per entity and day.
 *
 * <p>Reading order: {@link io.dealrank.features.mart.Mart} (one snapshot per midnight UTC), {@link
 * io.dealrank.features.mart.FlatSnapshot} (all groups of an entity side by side, as search reads
 * them), {@link io.dealrank.features.mart.MartProfile} (what a mart held on each day: {@code
 * HistogramIterator} counts values within a task, {@code ProfileIterator} puts the counts of a day
 * together, {@code PopulationStability} compares it with the day before).
 */
package io.dealrank.features.mart;
