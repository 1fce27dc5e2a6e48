/**
 * Whom an order shows and whom it hides, as static pure functions on arrays: what a marketplace of
 * two sides must watch besides who is hired, because a listing that is never shown or never
 * answered leaves.
 *
 * <p>Listings are numbered 0 to n - 1; an array {@code values} holds one non-negative number per
 * listing, for example its exposure or its contacts, the listings with 0 included. A list is {@code
 * int[]}: listings in the order shown. NaN means not defined (no listing, nothing to share out).
 *
 * <p>Reading order: {@link io.dealrank.evaluation.exposure.ListingExposure} (how much of the lists
 * a listing gets), {@link io.dealrank.evaluation.exposure.Concentration} (one page of numbers; of
 * any number of listings by {@link io.dealrank.evaluation.exposure.ValueCounts}), {@link
 * io.dealrank.evaluation.exposure.Inequality} (the indices), {@link
 * io.dealrank.evaluation.exposure.Coverage} (catalogue and new listings), {@link
 * io.dealrank.evaluation.exposure.PositionOutcomes} (what happens at a position), {@link
 * io.dealrank.evaluation.exposure.SilentContacts} (contacts that get no answer).
 *
 * <p>Sources: Singh and Joachims, "Fairness of exposure in rankings", KDD 2018 (exposure as the sum
 * of position weights); Vasudevan and Kenthapadi, "LiFT: a scalable framework for measuring
 * fairness in ML applications", CIKM 2020 (indices); Cowell, "Measuring inequality", Oxford 2011;
 * Atkinson, "On the measurement of inequality", Journal of Economic Theory 2, 1970.
 */
package io.dealrank.evaluation.exposure;
