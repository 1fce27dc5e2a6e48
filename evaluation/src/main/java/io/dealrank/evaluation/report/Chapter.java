package io.dealrank.evaluation.report;

/**
 * One chapter of a target's section beyond the comparison itself: small, whatever the number of
 * queries. Attached with {@link Evidence#with}; a chapter that is not attached is left out.
 *
 * <p>A new chapter is a record that states its {@link Part} and writes itself: sentences, charts
 * and tables, of which {@link ChapterBody} makes HTML and JSON at once, so that both hold the same
 * numbers.
 */
public sealed interface Chapter
    permits MetricCurve,
        Changes,
        PositionBias,
        BiasCorrections,
        Calibration,
        FeatureImportance,
        Freshness,
        ColdStart,
        ExposureShift,
        PromotionMix,
        Ledger,
        Missing {
  /** Where the chapter stands. */
  Part part();

  /** The heading; that of the part unless there may be several. */
  default String title() {
    return part().title();
  }

  /** Writes the chapter below its heading. */
  void write(ChapterBody body);
}
