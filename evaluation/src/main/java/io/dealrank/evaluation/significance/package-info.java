/**
 * Is the difference of two rankers, measured on the same queries, more than chance? Static pure
 * functions on arrays.
 *
 * <p>A paired sample is two arrays of equal length, {@code base} and {@code run}: one value of a
 * metric per query, the i-th of both for the same query. {@code d = run - base}. Results are
 * two-sided. NaN means that the quantity is not defined for the sample (no query, one query, no
 * variance), never that there is no difference. An array that holds NaN is refused: leave the query
 * out and count it.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.significance.PairedTTest} and {@link
 * io.dealrank.evaluation.significance.FisherRandomisation} (the two to report by default), {@link
 * io.dealrank.evaluation.significance.BootstrapInterval} (intervals without a normal distribution,
 * by query or by searcher), {@link io.dealrank.evaluation.significance.ClusteredMean} (why the
 * searcher matters), {@link io.dealrank.evaluation.significance.RelativeUplift} and {@link
 * io.dealrank.evaluation.significance.DetectableUplift} (in per cent of the baseline), {@link
 * io.dealrank.evaluation.significance.WilcoxonSignedRank} and {@link
 * io.dealrank.evaluation.significance.SignTest} (ranks and counts only), {@link
 * io.dealrank.evaluation.significance.MultipleComparisons} and {@link
 * io.dealrank.evaluation.significance.TukeyHsd} (several rankers at once).
 *
 * <p>Sources: Smucker, Allan and Carterette, "A comparison of statistical significance tests for
 * information retrieval evaluation", CIKM 2007; Sakai, "Laboratory experiments in information
 * retrieval", Springer 2018; Efron and Tibshirani, "An introduction to the bootstrap", 1993,
 * chapters 13 and 14; Cameron and Miller, "A practitioner's guide to cluster-robust inference",
 * Journal of Human Resources 50(2), 2015; Holm, Scandinavian Journal of Statistics 6, 1979;
 * Benjamini and Hochberg, JRSS B 57, 1995; Benjamini and Yekutieli, Annals of Statistics 29, 2001.
 */
package io.dealrank.evaluation.significance;
