/**
 * The quality of one ranked list, as static pure functions on primitive arrays.
 *
 * <p>A list is {@code int[] ranked}: the grades of the documents in the order in which they are
 * shown, first one first. A grade above zero is relevant; zero is not; a negative grade (pooled,
 * not judged) gains nothing and is not relevant.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.metrics.Gain} and {@link
 * io.dealrank.evaluation.metrics.Discount} (what a grade is worth, what a rank is worth), {@link
 * io.dealrank.evaluation.metrics.Ndcg} and {@link
 * io.dealrank.evaluation.metrics.ExpectedReciprocalRank}, then the measures that only ask relevant
 * or not: {@link io.dealrank.evaluation.metrics.ReciprocalRank}, {@link
 * io.dealrank.evaluation.metrics.AveragePrecision}, {@link
 * io.dealrank.evaluation.metrics.Precision}, {@link io.dealrank.evaluation.metrics.Recall}, {@link
 * io.dealrank.evaluation.metrics.Success}, {@link io.dealrank.evaluation.metrics.RPrecision},
 * {@link io.dealrank.evaluation.metrics.BinaryPreference}, {@link
 * io.dealrank.evaluation.metrics.RankBiasedPrecision}, {@link
 * io.dealrank.evaluation.metrics.InterpolatedPrecision}, {@link
 * io.dealrank.evaluation.metrics.ListAuc}. Where a score leaves orders open, {@link
 * io.dealrank.evaluation.metrics.TieAveragedNdcg} and {@link
 * io.dealrank.evaluation.metrics.TieAveraged} give the exact expectation over them, and {@link
 * io.dealrank.evaluation.metrics.RandomOrder} that over every order.
 *
 * <p>Every value lies in [0, 1] or is NaN. NaN means that the measure is not defined for the list
 * (no relevant document, or one class missing); the caller counts such lists apart or follows a
 * convention of its own, such as TREC's 0.
 *
 * <p>Sources: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS
 * 20(4), 2002 (DCG, NDCG); Burges et al., "Learning to rank using gradient descent", ICML 2005
 * (exponential gain); McSherry and Najork, "Computing information retrieval performance measures
 * efficiently in the presence of tied scores", ECIR 2008 (expectations); Buckley and Voorhees,
 * "Retrieval system evaluation", in TREC, MIT Press 2005 (the rest).
 */
package io.dealrank.evaluation.metrics;
