/**
 * The report of a backtest: one self-contained HTML file for people, one JSON file for machines,
 * the same numbers in both.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.report.Report} and {@link
 * io.dealrank.evaluation.report.TargetSection} (everything that is reported, as records), {@link
 * io.dealrank.evaluation.report.Validity} (what to distrust, shown first), {@link
 * io.dealrank.evaluation.report.ReportJson}, {@link io.dealrank.evaluation.report.ReportHtml} with
 * one class per plot ({@code ForestPlot}, {@code DotPlot}, {@code RatePlot}, {@code OutcomeBars})
 * drawn on {@code Svg}.
 *
 * <p>Every number carries its unit and convention. NaN is written as a dash in HTML and null in
 * JSON. The writers return text; the caller chooses the file.
 */
package io.dealrank.evaluation.report;
