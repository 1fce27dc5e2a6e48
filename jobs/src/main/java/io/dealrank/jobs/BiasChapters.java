package io.dealrank.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.ExpectedGains;
import io.dealrank.evaluation.backtest.PositionCorrection;
import io.dealrank.evaluation.exposure.SilentContacts;
import io.dealrank.evaluation.offpolicy.Verdict;
import io.dealrank.evaluation.offpolicy.WeightSums;
import io.dealrank.evaluation.report.BiasCorrections;
import io.dealrank.evaluation.report.BiasEstimate;
import io.dealrank.evaluation.report.Chapter;
import io.dealrank.evaluation.report.Missing;
import io.dealrank.evaluation.report.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What a comparison is worth once outcomes are corrected for what was not looked at.
 *
 * @param examination of the whole log
 * @param files how the rows lie
 */
record BiasChapters(
    ExaminationEvidence examination,
    QueryFiles files,
    Conventions conventions,
    Bootstrap bootstrap) {
  private static final List<String> SHOWN =
      List.of("naive", "ips", "doubly_robust", "outcomes", "ips_flatter", "ips_steeper");

  /** Silent contacts expected at the top of both orders; undefined where they are not known. */
  record Silent(SilentContacts production, SilentContacts model) {
    static final Silent UNKNOWN =
        new Silent(
            new SilentContacts(Double.NaN, Double.NaN), new SilentContacts(Double.NaN, Double.NaN));
  }

  /** All estimates of one label. */
  private record Corrected(Map<String, ComparisonRow> rows, WeightSums weights) {}

  /**
   * The curve, then the corrected values of a target.
   *
   * @param lists how many there are
   */
  List<Chapter> of(Dataset<Row> judged, String target, long lists) {
    List<Chapter> chapters = new ArrayList<>(List.of(examination.chapter()));
    if (!examination.known()) {
      chapters.add(new Missing(Part.BIAS_CORRECTIONS, examination.detail()));
      return chapters;
    }
    Corrected corrected = corrected(judged, lists);
    ComparisonRow naive = corrected.rows().get("naive");
    if (naive == null) {
      chapters.add(new Missing(Part.BIAS_CORRECTIONS, "no list is long enough."));
      return chapters;
    }
    Verdict verdict = Verdict.ofOutcomes(corrected.weights());
    String intervals =
        bootstrap.text() + ", by searcher, corrected ones widened by the error of the curve";
    ComparisonRow ips = corrected.rows().get("ips");
    double perList = corrected.weights().sum() / ips.lists();
    chapters.add(
        new BiasCorrections(
            Part.BIAS_CORRECTIONS.title(),
            "DCG of " + target + ", " + conventions.ofNdcg() + ", mean of all lists",
            intervals,
            List.of(
                BiasEstimate.naive(naive.production(), naive.model(), naive.uplift().bySearcher()),
                estimate(BiasEstimate.Estimator.INVERSE_PROPENSITY, "ips", 1, corrected, verdict),
                estimate(
                    BiasEstimate.Estimator.SELF_NORMALISED, "ips", perList, corrected, verdict),
                estimate(
                    BiasEstimate.Estimator.DOUBLY_ROBUST,
                    "doubly_robust",
                    1,
                    corrected,
                    verdict))));
    chapters.add(
        new BiasCorrections(
            "Outcomes to expect of the order",
            target + " to expect of a list if places are looked at as often as now",
            intervals,
            List.of(
                estimate(
                    BiasEstimate.Estimator.INVERSE_PROPENSITY,
                    "outcomes",
                    1,
                    corrected,
                    verdict))));
    return chapters;
  }

  private BiasEstimate estimate(
      BiasEstimate.Estimator estimator,
      String name,
      double unit,
      Corrected corrected,
      Verdict verdict) {
    ComparisonRow row = corrected.rows().get(name);
    return new BiasEstimate(
        estimator,
        row.production() / unit,
        row.model() / unit,
        PositionCorrection.widened(
            row, corrected.rows().get("ips_flatter"), corrected.rows().get("ips_steeper")),
        verdict.effectiveSampleSize(),
        verdict.largestShare(),
        verdict.informative(),
        verdict.text());
  }

  /**
   * Contacts to expect in the first {@value PositionCorrection#TOP} places of all lists, and those
   * of them that stay without a response.
   *
   * @param contacts judged rows whose label is the contact, with {@code silent}: 1 where a contact
   *     had no response
   * @param lists how many there are
   */
  Silent silent(Dataset<Row> contacts, long lists) {
    if (!examination.known()) {
      return Silent.UNKNOWN;
    }
    ComparisonRow all = atTheTop(contacts, lists);
    ComparisonRow silent = atTheTop(contacts.withColumn("label", col("silent")), lists);
    return all == null || silent == null
        ? Silent.UNKNOWN
        : new Silent(
            new SilentContacts(
                all.production() * all.lists(), silent.production() * silent.lists()),
            new SilentContacts(all.model() * all.lists(), silent.model() * silent.lists()));
  }

  /** Null where no list is long enough. */
  private ComparisonRow atTheTop(Dataset<Row> judged, long lists) {
    Dataset<Row> perQuery = correction(lists).perQuery(judged, files.layout(judged));
    return WholeComparison.of(perQuery, List.of("top_outcomes"), bootstrap).get("top_outcomes");
  }

  private Corrected corrected(Dataset<Row> judged, long lists) {
    PositionCorrection correction = correction(lists);
    Dataset<Row> rankings =
        correction.clips(examination.lastPosition())
            ? ExpectedGains.add(judged, examination.propensity(), conventions.gain())
            : judged;
    Dataset<Row> perQuery =
        correction
            .perQuery(rankings, files.layout(rankings))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new Corrected(
          WholeComparison.of(perQuery, SHOWN, bootstrap), PositionCorrection.weights(perQuery));
    } finally {
      var unused = perQuery.unpersist();
    }
  }

  private PositionCorrection correction(long lists) {
    return new PositionCorrection(
        examination.propensity(),
        examination.flatter(),
        examination.steeper(),
        PositionCorrection.clipFor(lists),
        conventions);
  }

  /** Rows of contacts for {@link #silent}, where the vertical knows contacts and responses. */
  static Dataset<Row> silentContacts(Dataset<Row> rows) {
    return rows.withColumn(
        "silent",
        when(
                col("label_contact")
                    .equalTo(1)
                    .and(coalesce(col("label_response"), lit(0)).equalTo(0)),
                1)
            .otherwise(0));
  }
}
