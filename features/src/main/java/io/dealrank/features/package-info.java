/**
 * Behavioural features of both sides of a marketplace, as they were known at an instant.
 *
 * <p>Reading order: {@link io.dealrank.features.vertical} (the file that says what to compute),
 * {@link io.dealrank.features.contract} (the logs in one form), {@link
 * io.dealrank.features.pointintime} (the engine), {@link io.dealrank.features.mart} (its daily
 * tables), {@link io.dealrank.features.training} (impressions with features and labels). {@link
 * io.dealrank.features.Lake} is what passes from one to the next; {@link
 * io.dealrank.features.Entities} gives expressions the attributes of both sides.
 *
 * <p>Every error that the user can mend is a {@link io.dealrank.features.DealrankException}:
 * problem, reason, remedy. Nothing here reads the clock, starts a session or collects rows.
 */
package io.dealrank.features;
