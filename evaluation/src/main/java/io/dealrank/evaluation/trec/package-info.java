/**
 * Evaluates TREC qrels and run files in process, without Spark: starts in well under a second. The
 * same rows in a table are evaluated on Spark, with the same values to the last bit.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.trec.Qrels} and {@link
 * io.dealrank.evaluation.trec.Run} (the files, refused with {@link
 * io.dealrank.evaluation.trec.TrecFileException} when broken), {@link
 * io.dealrank.evaluation.trec.TrecConventions} (the rules that may be chosen), {@link
 * io.dealrank.evaluation.trec.TrecMeasure} (names as in trec_eval), {@link
 * io.dealrank.evaluation.trec.TrecEvaluation}, {@link io.dealrank.evaluation.trec.TrecResult}
 * (values and the text form), {@link io.dealrank.evaluation.trec.RunTable} (several runs).
 *
 * <p>A file becomes columns of primitives ({@code QueryRows}): ids stay bytes, nothing is boxed,
 * and the rows of a query are brought together by counting. One query at a time is sorted and
 * joined with its judgments by a small hash table, so the time is linear in rows and queries.
 *
 * <p>Tables: {@link io.dealrank.evaluation.trec.JudgedTable} (the columns, and the look for broken
 * rows), {@link io.dealrank.evaluation.trec.TableEvaluation} (values per query), {@link
 * io.dealrank.evaluation.trec.TableSums} (exact sums over queries). Both ways meet in {@code
 * RankedQuery}, one query as the measures see it.
 *
 * <p>To add a measure: a line in {@code MeasureForm.ALL} with its formula from {@code metrics}.
 *
 * <p>Source of names, file formats and rules: trec_eval, https://github.com/usnistgov/trec_eval.
 */
package io.dealrank.evaluation.trec;
