package io.dealrank.ranking.funnel;

import io.dealrank.ranking.ColumnsByNameParam;
import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.RankerSpecParam;
import io.dealrank.ranking.RankerSpecsParam;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.calibration.CalibratedRanker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The parameters by which {@link FunnelRanker} makes the ranker of each stage, and that ranker. Its
 * {@code regParam}, a penalty per row, is larger by as much as the rows are fewer, so that every
 * stage meets the same prior.
 */
final class StageParamSet {
  private static final String PENALTY = "regParam";

  private final FunnelRanker owner;
  final RankerSpecParam ranker;
  final RankerSpecsParam stageRankers;
  final BooleanParam samePrior;
  final ColumnsByNameParam stageExclude;
  final StringArrayParam methods;
  final DoubleParam slopeStrength;
  final Param<String> timeColumn;
  final DoubleParam holdout;
  final BooleanParam refit;
  final Param<String> fallback;

  /** Creates the parameters of {@code owner}, whose uid is already set, and their defaults. */
  StageParamSet(FunnelRanker owner) {
    this.owner = owner;
    ranker = new RankerSpecParam(owner, "ranker", "the ranker of every stage");
    stageRankers =
        new RankerSpecsParam(owner, "stageRankers", "rankers of single stages, by label column");
    samePrior =
        new BooleanParam(
            owner,
            "samePrior",
            "regParam of 'ranker' grows as the rows of a stage get fewer: one prior for all stages");
    stageExclude =
        new ColumnsByNameParam(
            owner, "stageExclude", "features that a stage does not see, by label column");
    methods =
        new StringArrayParam(
            owner, "methods", "platt, isotonic or none: one for all stages or one per stage");
    slopeStrength =
        new DoubleParam(
            owner,
            "slopeStrength",
            "platt: positives that a slope of 1 counts for; 0 if a stage's score is no log-odds",
            ParamValidators.<Object>gtEq(0));
    timeColumn =
        new Param<>(
            owner,
            "timeColumn",
            "name of a TIMESTAMP or DATE column to hold out the last rows by; empty: hash of the query");
    holdout =
        new DoubleParam(
            owner,
            "holdout",
            "share of the queries of a stage to calibrate on, in (0, 1)",
            ParamValidators.<Object>inRange(0, 1, false, false));
    refit =
        new BooleanParam(
            owner, "refit", "fit each stage again on all its rows, after it is calibrated");
    fallback =
        new Param<>(
            owner,
            "fallback",
            "where a stage has one class only: error, or rate (its smoothed base rate)",
            ParamValidators.<String>inArray(new String[] {"error", "rate"}));
    owner.setDefault(ranker, JsonText.write(new RankerSpec("logistic", Map.of())));
    owner.setDefault(stageRankers, "{}");
    owner.setDefault(samePrior, true);
    owner.setDefault(stageExclude, "{}");
    owner.setDefault(methods, new String[] {"platt"});
    owner.setDefault(slopeStrength, 20.0);
    owner.setDefault(timeColumn, "shown_at");
    owner.setDefault(holdout, 0.2);
    owner.setDefault(refit, true);
    owner.setDefault(fallback, "error");
  }

  /**
   * Checks that the parameters fit the stages.
   *
   * @throws IllegalArgumentException for a stage that is none, or a wrong number of methods
   */
  void check() {
    List<String> all = List.of(owner.getOrDefault(owner.stages()));
    for (String name : RankerSpecsParam.specs(owner.getOrDefault(stageRankers)).keySet()) {
      requireStage("stageRankers", name, all);
    }
    for (String name : ColumnsByNameParam.names(owner.getOrDefault(stageExclude))) {
      requireStage("stageExclude", name, all);
    }
    int given = owner.getOrDefault(methods).length;
    if (given != 1 && given != owner.stageLabels().size() && given != all.size()) {
      throw FunnelErrors.wrongMethods(given, all.size());
    }
  }

  private static void requireStage(String parameter, String name, List<String> stages) {
    if (!stages.contains(name)) {
      throw FunnelErrors.unknownStage(parameter, name, stages);
    }
  }

  /**
   * The ranker of stage k, from 0.
   *
   * @param fewer how many times fewer rows it has than the first
   */
  CalibratedRanker ranker(int k, double fewer) {
    String label = owner.stageLabels().get(k);
    RankerSpec own = RankerSpecsParam.specs(owner.getOrDefault(stageRankers)).get(label);
    RankerSpec spec = own == null ? shared(fewer) : own;
    List<String> excluded = ColumnsByNameParam.columns(owner.getOrDefault(stageExclude), label);
    for (String feature : excluded) {
      if (!owner.featureNames().contains(feature)) {
        throw FunnelErrors.unknownFeature(label, feature, owner.featureNames());
      }
    }
    String[] chosen = owner.getOrDefault(methods);
    CalibratedRanker stage =
        new CalibratedRanker()
            .setRanker(spec)
            .setMethod(chosen[chosen.length == 1 ? 0 : k])
            .setSlopeStrength((double) owner.getOrDefault(slopeStrength))
            .setFallback(owner.getOrDefault(fallback))
            .setTimeColumn(owner.getOrDefault(timeColumn))
            .setHoldout((double) owner.getOrDefault(holdout))
            .setRefit((boolean) owner.getOrDefault(refit))
            .setProbabilityColumn(FunnelRankingModel.PROBABILITY + label);
    for (Param<?> param :
        List.of(owner.weightColumn(), owner.queryColumn(), owner.listRelative(), owner.seed())) {
      if (owner.isDefined(param)) {
        stage.set(param.name(), owner.getOrDefault(param));
      }
    }
    stage
        .setFeatureColumns(
            owner.featureNames().stream()
                .filter(feature -> !excluded.contains(feature))
                .toArray(String[]::new))
        .setLabelColumn(label)
        .setScoreColumn(FunnelRankingModel.LOG_ODDS + label);
    return stage;
  }

  /** The ranker of every stage, its penalty per row as many times larger as the rows are fewer. */
  private RankerSpec shared(double fewer) {
    RankerSpec spec = RankerSpecParam.spec(owner.getOrDefault(ranker));
    Ranker example = Rankers.create(spec);
    if (!(boolean) owner.getOrDefault(samePrior) || !example.hasParam(PENALTY)) {
      return spec;
    }
    Map<String, Object> parameters = new HashMap<>(spec.parameters());
    double penalty = (double) example.getOrDefault(example.getParam(PENALTY));
    parameters.put(PENALTY, penalty * fewer);
    return new RankerSpec(spec.type(), parameters);
  }
}
