/**
 * Evaluates TREC qrels and run files in process, without Spark: starts in well under a second.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.trec.Qrels} and {@link
 * io.dealrank.evaluation.trec.Run} (the files, refused with {@link
 * io.dealrank.evaluation.trec.TrecFileException} when broken), {@link
 * io.dealrank.evaluation.trec.TrecMeasure} (names as in trec_eval), {@link
 * io.dealrank.evaluation.trec.TrecEvaluation} (the rules), {@link
 * io.dealrank.evaluation.trec.TrecResult} (values and the text form).
 *
 * <p>To add a measure: a constant in {@code TrecMeasure.Family} with its formula from {@code
 * metrics}.
 *
 * <p>Source of names, file formats and rules: trec_eval, https://github.com/usnistgov/trec_eval.
 */
package io.dealrank.evaluation.trec;
