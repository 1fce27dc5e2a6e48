/**
 * Marts: the table of each feature group, one row per entity and day.
 *
 * <p>Reading order: {@link io.dealrank.features.mart.Mart} (one snapshot per midnight UTC), {@link
 * io.dealrank.features.mart.FlatSnapshot} (all groups of an entity side by side, as search reads
 * them).
 */
package io.dealrank.features.mart;
