/**
 * The engine: features as of an instant t, from facts with time before t only.
 *
 * <p>Reading order: {@link io.dealrank.features.pointintime.FactTable} (facts as contributions,
 * each with the time span in which it is known), {@code GroupSweep} (windows that slide over
 * contributions), {@link io.dealrank.features.pointintime.PointInTime} (one shuffle by entity;
 * questions or midnights out).
 *
 * <p>Sources: the semantics of windows are those of Chronon's temporal events with an exact tail,
 * [t - window, t). Rates count mature trials only, as in delayed-feedback models (Chapelle,
 * Modeling Delayed Feedback in Display Advertising, 2014). The tests hold the definition itself,
 * evaluated over lists, next to the engine.
 */
package io.dealrank.features.pointintime;
