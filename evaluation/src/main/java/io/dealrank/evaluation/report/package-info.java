/**
 * The report of a backtest: one self-contained HTML file for people, one JSON file for machines,
 * the same numbers in both.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.report.Report} and {@link
 * io.dealrank.evaluation.report.TargetSection} (everything that is reported, as records), {@link
 * io.dealrank.evaluation.report.Validity} (what to distrust, shown first), {@link
 * io.dealrank.evaluation.report.ReportJson}, {@link io.dealrank.evaluation.report.ReportHtml} with
 * one class per plot ({@code ForestPlot}, {@code DotPlot}, {@code RatePlot}, {@code OutcomeBars})
 * drawn on {@code Svg}. Several rankers in one table: {@link
 * io.dealrank.evaluation.report.RankersReport}, {@link
 * io.dealrank.evaluation.report.RankersSection} (its headline), {@link
 * io.dealrank.evaluation.report.RankersHtml}, {@link io.dealrank.evaluation.report.RankersJson}.
 *
 * <p>Every number carries its unit and convention. NaN is written as a dash in HTML and null in
 * JSON. The writers return text; the caller chooses the file.
 */
package io.dealrank.evaluation.report;
