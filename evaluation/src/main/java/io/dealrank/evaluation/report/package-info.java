/**
 * The report of a backtest: one self-contained HTML file for people, one JSON file for machines,
 * the same numbers in both.
 *
 * <p>Reading order: {@link io.dealrank.evaluation.report.Report} and {@link
 * io.dealrank.evaluation.report.TargetSection} (everything that is reported, as records), {@link
 * io.dealrank.evaluation.report.Validity} (what to distrust, shown first), {@link
 * io.dealrank.evaluation.report.Evidence} with its {@link io.dealrank.evaluation.report.Chapter}s,
 * each of which writes itself into a {@link io.dealrank.evaluation.report.ChapterBody}; {@link
 * io.dealrank.evaluation.report.ReportJson}, {@link io.dealrank.evaluation.report.ReportHtml}.
 * Charts are drawn on {@code Svg}: {@code LineChart} and {@code BarChart} over a {@code Scale}, and
 * the special forms {@code ForestPlot}, {@code IntervalPlot}, {@code DotPlot}, {@code RowBars},
 * {@code OutcomeBars}. Several rankers in one table: {@link
 * io.dealrank.evaluation.report.RankersReport}, {@link
 * io.dealrank.evaluation.report.RankersSection} (its headline), {@link
 * io.dealrank.evaluation.report.RankersHtml}, {@link io.dealrank.evaluation.report.RankersJson}.
 *
 * <p>A chapter is added as a record that implements {@code Chapter}, with a place in {@link
 * io.dealrank.evaluation.report.Part}; nothing in it may grow with the number of queries.
 *
 * <p>Every number carries its unit and convention. NaN is written as a dash in HTML and null in
 * JSON. The writers return text; the caller chooses the file.
 */
package io.dealrank.evaluation.report;
