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
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import io.dealrank.ranking.TrainingSummary;
import io.dealrank.ranking.calibration.CalibratedRanker;
import io.dealrank.ranking.calibration.HoldoutSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
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
  private static final String PENALTY = "regParam";

  private final FunnelParamSet funnel;
  private final RankerSpecParam ranker;
  private final RankerSpecsParam stageRankers;
  private final BooleanParam samePrior;
  private final ColumnsByNameParam stageExclude;
  private final StringArrayParam methods;
  private final DoubleParam slopeStrength;
  private final Param<String> timeColumn;
  private final DoubleParam holdout;
  private final BooleanParam refit;
  private final Param<String> fallback;

  public FunnelRanker() {
    this(Identifiable$.MODULE$.randomUID("funnelRanker"));
  }

  /** Called by Spark's reader. */
  public FunnelRanker(String uid) {
    super(uid);
    funnel = new FunnelParamSet(this);
    ranker = new RankerSpecParam(this, "ranker", "the ranker of every stage");
    stageRankers =
        new RankerSpecsParam(this, "stageRankers", "rankers of single stages, by label column");
    samePrior =
        new BooleanParam(
            this,
            "samePrior",
            "regParam of 'ranker' grows as the rows of a stage get fewer: one prior for all stages");
    stageExclude =
        new ColumnsByNameParam(
            this, "stageExclude", "features that a stage does not see, by label column");
    methods =
        new StringArrayParam(
            this, "methods", "platt, isotonic or none: one for all stages or one per stage");
    slopeStrength =
        new DoubleParam(
            this,
            "slopeStrength",
            "platt: positives that a slope of 1 counts for; 0 if a stage's score is no log-odds",
            ParamValidators.<Object>gtEq(0));
    timeColumn =
        new Param<>(
            this,
            "timeColumn",
            "name of a TIMESTAMP or DATE column to hold out the last rows by; empty: hash of the query");
    holdout =
        new DoubleParam(
            this,
            "holdout",
            "share of the queries of a stage to calibrate on, in (0, 1)",
            ParamValidators.<Object>inRange(0, 1, false, false));
    refit =
        new BooleanParam(
            this, "refit", "fit each stage again on all its rows, after it is calibrated");
    fallback =
        new Param<>(
            this,
            "fallback",
            "where a stage has one class only: error, or rate (its smoothed base rate)",
            ParamValidators.<String>inArray(new String[] {"error", "rate"}));
    setDefault(ranker, JsonText.write(new RankerSpec("logistic", Map.of())));
    setDefault(stageRankers, "{}");
    setDefault(samePrior, true);
    setDefault(stageExclude, "{}");
    setDefault(methods, new String[] {"platt"});
    setDefault(slopeStrength, 20.0);
    setDefault(timeColumn, "shown_at");
    setDefault(holdout, 0.2);
    setDefault(refit, true);
    setDefault(fallback, "error");
  }

  @Override
  protected void checkTrainingSchema(ColumnCheck check) {
    List<String> labels = stageLabels();
    List<String> all = List.of(getOrDefault(stages()));
    for (String name : RankerSpecsParam.specs(getOrDefault(stageRankers)).keySet()) {
      requireStage("stageRankers", name, all);
    }
    for (String name : ColumnsByNameParam.names(getOrDefault(stageExclude))) {
      requireStage("stageExclude", name, all);
    }
    int given = getOrDefault(methods).length;
    if (given != 1 && given != labels.size() && given != all.size()) {
      throw FunnelErrors.wrongMethods(given, all.size());
    }
    for (int k = 0; k < labels.size(); k++) {
      check.isNumeric("stage label", labels.get(k));
      stage(k, 1).transformSchema(check.schema());
    }
  }

  private static void requireStage(String parameter, String name, List<String> stages) {
    if (!stages.contains(name)) {
      throw FunnelErrors.unknownStage(parameter, name, stages);
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
      CalibratedRanker stage = stage(k, fewer(counts.get(0), count));
      Dataset<Row> reached = rows.withColumn(labels.get(k), chain.target(k));
      boolean fitted = canFit(stage, reached, count);
      if (fitted) {
        models.add(stage.fit(reached));
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

  private static double fewer(StageLabels.Counts first, StageLabels.Counts stage) {
    return stage.weight() > 0 ? first.weight() / stage.weight() : 1;
  }

  private void check(String label, StageLabels.Counts count) {
    if (count.other() > 0) {
      throw FunnelErrors.labelNotBinary(label, count.other());
    }
    if (count.hasOneClass() && getOrDefault(fallback).equals("error")) {
      throw FunnelErrors.oneClass(label, count.rows(), count.positives());
    }
  }

  /** Whether a stage has both classes wherever it needs them. */
  private boolean canFit(CalibratedRanker stage, Dataset<Row> reached, StageLabels.Counts count) {
    if (count.hasOneClass()) {
      return false;
    }
    if (getOrDefault(fallback).equals("error")
        || stage.getOrDefault(stage.method()).equals("none")) {
      return true;
    }
    HoldoutSplit split = stage.split(reached);
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

  /**
   * The ranker of stage k, from 0.
   *
   * @param fewer how many times fewer rows it has than the first
   */
  private CalibratedRanker stage(int k, double fewer) {
    String label = stageLabels().get(k);
    RankerSpec own = RankerSpecsParam.specs(getOrDefault(stageRankers)).get(label);
    RankerSpec spec = own == null ? shared(fewer) : own;
    List<String> excluded = ColumnsByNameParam.columns(getOrDefault(stageExclude), label);
    for (String feature : excluded) {
      if (!featureNames().contains(feature)) {
        throw FunnelErrors.unknownFeature(label, feature, featureNames());
      }
    }
    String[] chosen = getOrDefault(methods);
    CalibratedRanker stage =
        new CalibratedRanker()
            .setRanker(spec)
            .setMethod(chosen[chosen.length == 1 ? 0 : k])
            .setSlopeStrength((double) getOrDefault(slopeStrength))
            .setFallback(getOrDefault(fallback))
            .setTimeColumn(getOrDefault(timeColumn))
            .setHoldout((double) getOrDefault(holdout))
            .setRefit((boolean) getOrDefault(refit))
            .setProbabilityColumn(FunnelRankingModel.PROBABILITY + label);
    for (Param<?> param : List.of(weightColumn(), queryColumn(), listRelative(), seed())) {
      if (isDefined(param)) {
        stage.set(param.name(), getOrDefault(param));
      }
    }
    stage
        .setFeatureColumns(
            featureNames().stream()
                .filter(feature -> !excluded.contains(feature))
                .toArray(String[]::new))
        .setLabelColumn(label)
        .setScoreColumn(FunnelRankingModel.LOG_ODDS + label);
    return stage;
  }

  /** The ranker of every stage, its penalty per row as many times larger as the rows are fewer. */
  private RankerSpec shared(double fewer) {
    RankerSpec spec = RankerSpecParam.spec(getOrDefault(ranker));
    Ranker example = Rankers.create(spec);
    if (!(boolean) getOrDefault(samePrior) || !example.hasParam(PENALTY)) {
      return spec;
    }
    Map<String, Object> parameters = new HashMap<>(spec.parameters());
    double penalty = (double) example.getOrDefault(example.getParam(PENALTY));
    parameters.put(PENALTY, penalty * fewer);
    return new RankerSpec(spec.type(), parameters);
  }

  @Override
  public FunnelParamSet funnel() {
    return funnel;
  }

  public RankerSpecParam ranker() {
    return ranker;
  }

  public RankerSpecsParam stageRankers() {
    return stageRankers;
  }

  public BooleanParam samePrior() {
    return samePrior;
  }

  public ColumnsByNameParam stageExclude() {
    return stageExclude;
  }

  public StringArrayParam methods() {
    return methods;
  }

  public DoubleParam slopeStrength() {
    return slopeStrength;
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

  public Param<String> fallback() {
    return fallback;
  }

  public FunnelRanker setStages(String... labels) {
    set(stages(), labels);
    return this;
  }

  public FunnelRanker setRanker(RankerSpec spec) {
    set(ranker, ranker.text(spec));
    return this;
  }

  public FunnelRanker setStageRankers(Map<String, RankerSpec> specs) {
    set(stageRankers, stageRankers.text(specs));
    return this;
  }

  public FunnelRanker setSamePrior(boolean value) {
    set(samePrior, value);
    return this;
  }

  public FunnelRanker setStageExclude(Map<String, List<String>> features) {
    set(stageExclude, stageExclude.text(features));
    return this;
  }

  public FunnelRanker setMethods(String... names) {
    set(methods, names);
    return this;
  }

  public FunnelRanker setSlopeStrength(double positives) {
    set(slopeStrength, positives);
    return this;
  }

  public FunnelRanker setStageColumns(boolean value) {
    set(stageColumns(), value);
    return this;
  }

  public FunnelRanker setTimeColumn(String column) {
    set(timeColumn, column);
    return this;
  }

  public FunnelRanker setFallback(String value) {
    set(fallback, value);
    return this;
  }

  public static MLReader<FunnelRanker> read() {
    return new DefaultParamsReadable<FunnelRanker>() {}.read();
  }
}
