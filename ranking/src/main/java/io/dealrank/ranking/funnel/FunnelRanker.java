package io.dealrank.ranking.funnel;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.ranking.ColumnCheck;
import io.dealrank.ranking.ColumnsByNameParam;
import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.RankerSpecParam;
import io.dealrank.ranking.RankerSpecsParam;
import io.dealrank.ranking.RankingModel;
import io.dealrank.ranking.TrainingSummary;
import io.dealrank.ranking.calibration.CalibratedRanker;
import io.dealrank.ranking.calibration.HoldoutSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ranks by the product of the probabilities of the stages to the target. Each stage is a {@link
 * CalibratedRanker} fitted on the rows where the stage before happened, the first on all.
 *
 * <p>Own parameters beside {@link FunnelParams}:
 *
 * <ul>
 *   <li>{@code ranker} ({@code {type, parameters}}, default {@code logistic}): the ranker of every
 *       stage; {@code stageRankers} ({@code {label: {type, parameters}}}): of some stages instead.
 *   <li>{@code samePrior} (default true): {@code regParam} of {@code ranker}, a penalty per row, is
 *       multiplied by {@code weight of the first stage's rows / weight of the stage's rows}. The
 *       few rows of a late stage then meet the same prior as the many of the first, instead of one
 *       that shrinks with them; without it the scarce deals are overfitted. It leaves {@code
 *       stageRankers}, and rankers whose penalty does not scale with the rows, as they are.
 *   <li>{@code stageExclude} ({@code {label: [feature, ...]}}): features a stage does not see.
 *   <li>{@code methods} (default {@code platt}): calibration, one for all stages or one per stage;
 *       {@code slopeStrength} (default 20): as in {@link CalibratedRanker}, for stages of few
 *       positives; 0 if a stage's score is no log-odds.
 *   <li>{@code timeColumn}, {@code holdout}, {@code refit}: as in {@link CalibratedRanker}.
 *   <li>{@code fallback} (default {@code error}): {@code rate} replaces a stage with one class
 *       only, also if it is so only before or after the cut, by its smoothed base rate; the summary
 *       says so.
 * </ul>
 *
 * <p>Labels that contradict each other are read as {@link StageLabels} says: a later stage implies
 * those before it; {@link FunnelRankingModel#stageSummaries} counts them.
 *
 * @throws IllegalArgumentException from {@code fit}, beside those of the stages' rankers: unknown
 *     stage or feature, a stage with one class only
 */
public final class FunnelRanker extends Ranker implements FunnelParams {
  private final FunnelParamSet funnel;
  private final StageParamSet stage;

  public FunnelRanker() {
    this(Identifiable$.MODULE$.randomUID("funnelRanker"));
  }

  /** Called by Spark's reader. */
  public FunnelRanker(String uid) {
    super(uid);
    funnel = new FunnelParamSet(this);
    stage = new StageParamSet(this);
  }

  @Override
  protected void checkTrainingSchema(ColumnCheck check) {
    List<String> labels = stageLabels();
    stage.check();
    for (int k = 0; k < labels.size(); k++) {
      check.isNumeric("stage label", labels.get(k));
      stage.ranker(k, 1).transformSchema(check.schema());
    }
  }

  @Override
  protected RankingModel train(Dataset<Row> rows) {
    List<String> labels = stageLabels();
    StageLabels chain = new StageLabels(labels);
    Column weight = isDefined(weightColumn()) ? named(getOrDefault(weightColumn())) : lit(1.0);
    List<StageLabels.Counts> counts = chain.counts(rows, weight);
    List<FunnelSummary.Stage> summaries = new ArrayList<>();
    List<RankingModel> models = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      StageLabels.Counts count = counts.get(k);
      check(labels.get(k), count);
      CalibratedRanker calibrated = stage.ranker(k, fewer(counts.get(0), count));
      Dataset<Row> reached = rows.withColumn(labels.get(k), chain.target(k));
      boolean fitted = canFit(calibrated, reached, count);
      if (fitted) {
        models.add(calibrated.fit(reached));
      }
      summaries.add(
          new FunnelSummary.Stage(
              labels.get(k),
              count.rows(),
              count.positives(),
              count.contradictions(),
              count.implied(),
              fitted ? Double.NaN : count.smoothedRate()));
    }
    FunnelRankingModel model = FunnelRankingModel.of(models).with(new FunnelSummary(summaries));
    model.set(
        model.trainingSummary(),
        JsonText.write(
            new TrainingSummary(
                counts.get(0).rows(),
                counts.get(labels.size() - 1).positives(),
                counts.get(0).without(),
                features(models, true),
                features(models, false))));
    return model;
  }

  private static double fewer(StageLabels.Counts first, StageLabels.Counts own) {
    return own.weight() > 0 ? first.weight() / own.weight() : 1;
  }

  private void check(String label, StageLabels.Counts count) {
    if (count.other() > 0) {
      throw FunnelErrors.labelNotBinary(label, count.other());
    }
    if (count.hasOneClass() && getOrDefault(stage.fallback).equals("error")) {
      throw FunnelErrors.oneClass(label, count.rows(), count.positives());
    }
  }

  /** Whether a stage has both classes wherever it needs them. */
  private boolean canFit(
      CalibratedRanker calibrated, Dataset<Row> reached, StageLabels.Counts count) {
    if (count.hasOneClass()) {
      return false;
    }
    if (getOrDefault(stage.fallback).equals("error")
        || calibrated.getOrDefault(calibrated.method()).equals("none")) {
      return true;
    }
    HoldoutSplit split = calibrated.split(reached);
    return split.canTrain() && split.canCalibrate();
  }

  /** The features that no stage could use: unknown, or constant, in every one. */
  private static List<String> features(List<RankingModel> models, boolean unknown) {
    List<String> common = null;
    for (RankingModel model : models) {
      List<String> names =
          model
              .summary()
              .map(s -> unknown ? s.unknownFeatures() : s.constantFeatures())
              .orElse(List.of());
      if (common == null) {
        common = new ArrayList<>(names);
      } else {
        common.retainAll(names);
      }
    }
    return common == null ? List.of() : common;
  }

  @Override
  public FunnelParamSet funnel() {
    return funnel;
  }

  public RankerSpecParam ranker() {
    return stage.ranker;
  }

  public RankerSpecsParam stageRankers() {
    return stage.stageRankers;
  }

  public BooleanParam samePrior() {
    return stage.samePrior;
  }

  public ColumnsByNameParam stageExclude() {
    return stage.stageExclude;
  }

  public StringArrayParam methods() {
    return stage.methods;
  }

  public DoubleParam slopeStrength() {
    return stage.slopeStrength;
  }

  public Param<String> timeColumn() {
    return stage.timeColumn;
  }

  public DoubleParam holdout() {
    return stage.holdout;
  }

  public BooleanParam refit() {
    return stage.refit;
  }

  public Param<String> fallback() {
    return stage.fallback;
  }

  public FunnelRanker setStages(String... labels) {
    set(stages(), labels);
    return this;
  }

  public FunnelRanker setRanker(RankerSpec spec) {
    set(stage.ranker, stage.ranker.text(spec));
    return this;
  }

  public FunnelRanker setStageRankers(Map<String, RankerSpec> specs) {
    set(stage.stageRankers, stage.stageRankers.text(specs));
    return this;
  }

  public FunnelRanker setSamePrior(boolean value) {
    set(stage.samePrior, value);
    return this;
  }

  public FunnelRanker setStageExclude(Map<String, List<String>> features) {
    set(stage.stageExclude, stage.stageExclude.text(features));
    return this;
  }

  public FunnelRanker setMethods(String... names) {
    set(stage.methods, names);
    return this;
  }

  public FunnelRanker setSlopeStrength(double positives) {
    set(stage.slopeStrength, positives);
    return this;
  }

  public FunnelRanker setStageColumns(boolean value) {
    set(stageColumns(), value);
    return this;
  }

  public FunnelRanker setTimeColumn(String column) {
    set(stage.timeColumn, column);
    return this;
  }

  public FunnelRanker setFallback(String value) {
    set(stage.fallback, value);
    return this;
  }

  public static MLReader<FunnelRanker> read() {
    return new DefaultParamsReadable<FunnelRanker>() {}.read();
  }
}
