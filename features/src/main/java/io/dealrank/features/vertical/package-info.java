/**
 * A vertical: one YAML file as records.
 *
 * <p>Reading order: {@link io.dealrank.features.vertical.Vertical} (the keys at the top of the
 * file, each section a record of its own), {@link io.dealrank.features.vertical.FeatureGroup} and
 * {@link io.dealrank.features.vertical.Measure} (what is computed), {@link
 * io.dealrank.features.vertical.VerticalFile} (how it is read and what is refused, with file, line
 * and the nearest valid name).
 *
 * <p>To add a key: add a component to its record, say in its {@link
 * io.dealrank.features.vertical.Key} what it means, check it in the record's constructor, and refer
 * to other keys' names in {@code VerticalChecks}. The page {@code docs/vertical-reference.md} is
 * written from the keys.
 */
package io.dealrank.features.vertical;
