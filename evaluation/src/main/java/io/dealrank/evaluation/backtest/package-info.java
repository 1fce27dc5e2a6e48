/**
 * The offline proof: the same historical lists in two orders, as production showed them and as the
 * model would have, compared list by list.
 *
 * <pre>
 * JudgedRankings ──▶ PerQuery ──▶ Comparison      uplift with intervals, whole and by segment
 *       │               ├───────▶ ListCounts      what was compared, what was not, score ties
 *       │               ├───────▶ ListChanges     gains and losses by size, the worst lists
 *       │               └───────▶ RankerPairs ──▶ Comparison     one ranker against another
 *       ├──▶ PositionCorrection ──▶ Comparison    corrected for what was not looked at
 *       ├──▶ PromotedSlots ──▶ Comparison         what is left beside paid placements
 *       ├──▶ ControlOrders ──▶ Comparison         comparisons whose result is known beforehand
 *       ├──▶ TopExposure                          who stands in the first places, who is new
 *       ├──▶ PositionRates                        label rate by position shown
 *       └──▶ SingleFeatureCheck                   is one feature too good to be true?
 * </pre>
 *
 * <p>Reading order: {@link io.dealrank.evaluation.backtest.JudgedRankings} (the input), {@link
 * io.dealrank.evaluation.backtest.Conventions} and {@link
 * io.dealrank.evaluation.backtest.BacktestMetric} (what is measured, and how), {@link
 * io.dealrank.evaluation.backtest.PerQuery}, {@link io.dealrank.evaluation.backtest.Comparison}
 * with {@link io.dealrank.evaluation.backtest.PoissonWeights} (the bootstrap), then the rest.
 *
 * <p>Every step is a function {@code Dataset -> Dataset} that takes its session from its input and
 * collects nothing. {@code PerQuery} is read by three steps: cache it or write it first. Small
 * results become records with {@code from(Row)} after the caller has collected them.
 *
 * <p>A metric is added as a constant of {@code BacktestMetric.Family} and in {@code ListMeasures},
 * which finds the values of a whole list at once; columns, comparison and report follow from its
 * name.
 *
 * <p>How lists are read: {@code JudgedRankings} brings the rows of a query together and {@code
 * JudgedLists} and {@code GatheredRows} make arrays of them, by way of {@link
 * io.dealrank.evaluation.rows}; {@code EachList} does all of it for a function of a list.
 *
 * <p>Sources: Chamandy, Muralidharan, Najmi and Naidu, "Estimating uncertainty for massive data
 * streams", Google 2012 (Poisson bootstrap); Efron and Tibshirani, "An introduction to the
 * bootstrap", 1993, chapter 13 (percentile intervals); Field and Welsh, "Bootstrapping clustered
 * data", JRSS B 69(3), 2007 (clusters).
 */
package io.dealrank.evaluation.backtest;
