package io.dealrank.ranking.calibration;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.dealrank.ranking.ColumnCheck;
import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.RankerSpecParam;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Any ranker, with a score that is the log-odds of a calibrated probability. The ranking is that of
 * the ranker: the calibration increases with its score.
 *
 * <ol>
 *   <li>The last {@code holdout} share of the queries is held out ({@link HoldoutSplit}); on the
 *       others the ranker is fitted.
 *   <li>{@link Calibrator} learns the probability from the score of the rows held out.
 *   <li>With {@code refit} the ranker is then fitted on all rows, and the calibration kept. The
 *       rows held out are the newest, and a market drifts: without them the ranking would be older
 *       than it need be. The risk is that the scores of the second fit lie on another scale; for a
 *       larger share held out, or few rows, switch it off and compare.
 * </ol>
 *
 * <p>Own parameters beside {@link CalibrationParams}: {@code ranker} ({@code {type, parameters}},
 * default {@code logistic}; feature columns, label, weight, query, listRelative and seed that it
 * does not set are taken from here), {@code timeColumn} (TIMESTAMP or DATE, default {@code
 * shown_at}; empty: split by a hash of the query), {@code holdout} (in (0, 1), default 0.2), {@code
 * refit} (default true).
 *
 * <p>Rows are left out of a fit by a label of null, not dropped: features relative to the list see
 * the whole list.
 */
public final class CalibratedRanker extends Ranker implements CalibratedParams {
  private final CalibrationParamSet calibration;
  private final RankerSpecParam ranker;
  private final Param<String> timeColumn;
  private final DoubleParam holdout;
  private final BooleanParam refit;

  public CalibratedRanker() {
    this(Identifiable$.MODULE$.randomUID("calibratedRanker"));
  }

  /** Called by Spark's reader. */
  public CalibratedRanker(String uid) {
    super(uid);
    calibration = new CalibrationParamSet(this);
    ranker = new RankerSpecParam(this, "ranker", "the ranker to calibrate");
    timeColumn =
        new Param<>(
            this,
            "timeColumn",
            "name of a TIMESTAMP or DATE column to hold out the last rows by; empty: hash of the query");
    holdout =
        new DoubleParam(
            this,
            "holdout",
            "share of the queries to calibrate on, in (0, 1)",
            ParamValidators.<Object>inRange(0, 1, false, false));
    refit =
        new BooleanParam(
            this, "refit", "fit the ranker again on all rows, after the calibration is fitted");
    setDefault(ranker, JsonText.write(new RankerSpec("logistic", Map.of())));
    setDefault(timeColumn, "shown_at");
    setDefault(holdout, 0.2);
    setDefault(refit, true);
  }

  @Override
  protected void checkTrainingSchema(ColumnCheck check) {
    check.isNumeric("label", getOrDefault(labelColumn()));
    check.isPresent("query", getOrDefault(queryColumn()));
    if (isDefined(weightColumn())) {
      check.isDouble("weight", getOrDefault(weightColumn()));
    }
    if (!getOrDefault(timeColumn).isEmpty()) {
      check.isPresent("time", getOrDefault(timeColumn));
    }
    inner().transformSchema(check.schema());
  }

  /** How this ranker would cut the rows. */
  public HoldoutSplit split(Dataset<Row> rows) {
    Column label = named(getOrDefault(labelColumn()));
    Column weight = isDefined(weightColumn()) ? named(getOrDefault(weightColumn())) : lit(1.0);
    String query = getOrDefault(queryColumn());
    double share = (double) getOrDefault(holdout);
    String time = getOrDefault(timeColumn);
    return time.isEmpty()
        ? HoldoutSplit.byHash(rows, label, weight, query, share)
        : HoldoutSplit.byTime(rows, label, weight, query, time, share);
  }

  @Override
  protected RankingModel train(Dataset<Row> rows) {
    Ranker inner = inner();
    boolean fits = !getOrDefault(method()).equals("none");
    if (!fits) {
      return calibrated(
          inner.fit(rows), calibrator(inner).fit(rows.withColumn(margin(), lit(0.0))));
    }
    String label = getOrDefault(labelColumn());
    HoldoutSplit split = split(rows).checked(label);
    RankingModel first = inner.fit(labelledOnly(rows, not(split.heldOut()), inner));
    CalibrationModel calibration =
        calibrator(inner).fit(first.transform(rows).filter(split.heldOut()));
    return calibrated((boolean) getOrDefault(refit) ? inner.fit(rows) : first, calibration);
  }

  /** The rows, those outside without a label. */
  private Dataset<Row> labelledOnly(Dataset<Row> rows, Column inside, Ranker inner) {
    String label = inner.getOrDefault(inner.labelColumn());
    return rows.withColumn(label, when(inside, named(label)));
  }

  private RankingModel calibrated(RankingModel model, CalibrationModel calibration) {
    CalibratedRankingModel calibrated =
        new CalibratedRankingModel(
            Identifiable$.MODULE$.randomUID("calibratedRankingModel"), model, calibration);
    if (model.isDefined(model.trainingSummary())) {
      calibrated.set(calibrated.trainingSummary(), model.getOrDefault(model.trainingSummary()));
    }
    return calibrated;
  }

  private Ranker inner() {
    return Rankers.createWithin(this, RankerSpecParam.spec(getOrDefault(ranker)))
        .setScoreColumn(margin());
  }

  private String margin() {
    return "__uncalibrated_" + getOrDefault(scoreColumn());
  }

  private Calibrator calibrator(Ranker inner) {
    Calibrator calibrator =
        new Calibrator().setScoreColumn(margin()).setLabelColumn(getOrDefault(labelColumn()));
    if (isDefined(weightColumn())) {
      calibrator.setWeightColumn(getOrDefault(weightColumn()));
    }
    for (Param<?> param :
        List.of(method(), bins(), slopeStrength(), priorStrength(), tieBreaking(), fallback())) {
      calibrator.set(param.name(), getOrDefault(param));
    }
    return calibrator;
  }

  @Override
  public CalibrationParamSet calibration() {
    return calibration;
  }

  public RankerSpecParam ranker() {
    return ranker;
  }

  public Param<String> timeColumn() {
    return timeColumn;
  }

  public DoubleParam holdout() {
    return holdout;
  }

  public BooleanParam refit() {
    return refit;
  }

  public CalibratedRanker setRanker(RankerSpec spec) {
    set(ranker, ranker.text(spec));
    return this;
  }

  public CalibratedRanker setMethod(String value) {
    set(method(), value);
    return this;
  }

  public CalibratedRanker setSlopeStrength(double positives) {
    set(slopeStrength(), positives);
    return this;
  }

  public CalibratedRanker setFallback(String value) {
    set(fallback(), value);
    return this;
  }

  public CalibratedRanker setProbabilityColumn(String column) {
    set(probabilityColumn(), column);
    return this;
  }

  public CalibratedRanker setTimeColumn(String column) {
    set(timeColumn, column);
    return this;
  }

  public CalibratedRanker setHoldout(double share) {
    set(holdout, share);
    return this;
  }

  public CalibratedRanker setRefit(boolean value) {
    set(refit, value);
    return this;
  }

  public static MLReader<CalibratedRanker> read() {
    return new DefaultParamsReadable<CalibratedRanker>() {}.read();
  }
}
