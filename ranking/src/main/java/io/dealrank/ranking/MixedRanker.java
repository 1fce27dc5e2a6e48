package io.dealrank.ranking;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.ranking.glmix.Coordinate;
import io.dealrank.ranking.glmix.GlmixClassifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A global model and what is particular to single entities:
 *
 * <pre>
 * score = global(x) + sum over random effects k of  z_k . w_k[entity of the row in k]
 * </pre>
 *
 * The global model is any ranker whose score is a log-odds (trees, for example), or, by default, a
 * linear fixed effect that is learnt together with the random effects ({@link GlmixClassifier}).
 * The features of all parts are standardised over the training rows.
 *
 * <p>A ranker as the global model is fitted first and its score is the offset of the random
 * effects. On rows it was fitted to the score is too good, which leaves too little for the entities
 * to explain; with {@code folds} above 1 each row's offset comes from a fit without its query's
 * fold.
 *
 * <p>Own parameters: {@code global} ({@code {type, parameters}}; unset: the linear fixed effect),
 * {@code randomEffects} ({@link RandomEffectSpec}; default: a constant per {@code searcher_id} and
 * per {@code owner_id}), {@code fixedL2} (default 1, &gt;= 0), {@code folds} (default 1, &gt;= 1),
 * {@code passes} (default 3, &gt;= 1), {@code objective} ({@code logistic} or, over lists, {@code
 * softmax}).
 */
public final class MixedRanker extends Ranker {
  static final String OFFSET = "__global";
  static final String VECTOR = "__features_";

  private final RankerSpecParam global;
  private final RandomEffectsParam randomEffects;
  private final DoubleParam fixedL2;
  private final IntParam folds;
  private final IntParam passes;
  private final Param<String> objective;

  public MixedRanker() {
    this(Identifiable$.MODULE$.randomUID("mixedRanker"));
  }

  /** Called by Spark's reader. */
  public MixedRanker(String uid) {
    super(uid);
    global =
        new RankerSpecParam(
            this, "global", "the global model; unset: a linear fixed effect, learnt together");
    randomEffects = new RandomEffectsParam(this, "randomEffects", "what is learnt per entity");
    fixedL2 =
        new DoubleParam(
            this,
            "fixedL2",
            "strength of the penalty of the fixed effect, >= 0",
            ParamValidators.<Object>gtEq(0));
    folds =
        new IntParam(
            this,
            "folds",
            "folds of queries by which the global model's scores are made for training, 1: on its own rows",
            ParamValidators.<Object>gtEq(1));
    passes =
        new IntParam(
            this, "passes", "passes over the parts, >= 1", ParamValidators.<Object>gtEq(1));
    objective =
        new Param<>(
            this,
            "objective",
            "logistic (of a row) or softmax (over the query's list; labels may be grades)",
            value -> List.of("logistic", "softmax").contains(value));
    setDefault(randomEffects, randomEffects.text(List.of("searcher_id", "owner_id")));
    setDefault(fixedL2, 1.0);
    setDefault(folds, 1);
    setDefault(passes, 3);
    setDefault(objective, "logistic");
  }

  private List<RandomEffectSpec> effects() {
    return RandomEffectsParam.effects(getOrDefault(randomEffects));
  }

  @Override
  protected void checkTrainingSchema(ColumnCheck check) {
    if (!isDefined(global) && featureNames().isEmpty()) {
      throw RankingErrors.noFeatures(getClass().getSimpleName());
    }
    check.features(featureNames()).isNumeric("label", getOrDefault(labelColumn()));
    for (RandomEffectSpec effect : effects()) {
      check.isPresent("entity", effect.entity()).features(effect.features());
    }
    if (isDefined(weightColumn())) {
      check.isDouble("weight", getOrDefault(weightColumn()));
    }
    if (isDefined(global) || getOrDefault(objective).equals("softmax")) {
      check.isPresent("query", getOrDefault(queryColumn()));
    }
    globalRanker().ifPresent(ranker -> ranker.transformSchema(check.schema()));
  }

  @Override
  protected RankingModel train(Dataset<Row> rows) {
    List<RandomEffectSpec> effects = effects();
    TrainingStatistics statistics = statistics(rows, effects);
    Optional<RankingModel> globalModel = globalRanker().map(ranker -> ranker.fit(rows));
    Dataset<Row> offset = globalModel.map(model -> withOffsets(rows, model)).orElse(rows);
    List<FeatureAssembler> assemblers = new ArrayList<>();
    List<Coordinate> coordinates = new ArrayList<>();
    if (globalModel.isEmpty()) {
      assemblers.add(assembler(statistics, featureNames(), 0));
      coordinates.add(
          Coordinate.fixedEffect("global", VECTOR + 0).withL2((double) getOrDefault(fixedL2)));
    }
    Map<String, Integer> names = new LinkedHashMap<>();
    for (RandomEffectSpec effect : effects) {
      int count = names.merge(effect.entity(), 1, Integer::sum);
      int k = coordinates.size();
      if (!effect.features().isEmpty()) {
        assemblers.add(assembler(statistics, effect.features(), k));
      }
      coordinates.add(
          effect.coordinate(
              count == 1 ? effect.entity() : effect.entity() + "_" + count, VECTOR + k));
    }
    Dataset<Row> vectors = offset;
    for (FeatureAssembler assembler : assemblers) {
      vectors = assembler.transform(vectors);
    }
    GlmixClassifier classifier =
        new GlmixClassifier()
            .setCoordinates(coordinates.toArray(Coordinate[]::new))
            .setLabelColumn(getOrDefault(labelColumn()))
            .setQueryColumn(getOrDefault(queryColumn()))
            .setObjective(getOrDefault(objective))
            .setPasses((int) getOrDefault(passes))
            .setProbabilityColumn("")
            .setSeed((long) getOrDefault(seed()));
    if (isDefined(weightColumn())) {
      classifier.setWeightColumn(getOrDefault(weightColumn()));
    }
    if (globalModel.isPresent()) {
      classifier.setOffsetColumn(OFFSET);
    }
    return new MixedRankingModel(
            Identifiable$.MODULE$.randomUID("mixedRankingModel"),
            globalModel.orElse(null),
            assemblers,
            classifier.fit(vectors))
        .with(statistics.summary());
  }

  private TrainingStatistics statistics(Dataset<Row> rows, List<RandomEffectSpec> effects) {
    TreeSet<String> columns = new TreeSet<>(featureNames());
    effects.forEach(effect -> columns.addAll(effect.features()));
    Column label = named(getOrDefault(labelColumn())).cast("double");
    Column weight = isDefined(weightColumn()) ? named(getOrDefault(weightColumn())) : lit(1.0);
    String weightName = isDefined(weightColumn()) ? getOrDefault(weightColumn()) : "";
    TrainingStatistics statistics =
        TrainingStatistics.of(rows, label, weight, List.copyOf(columns));
    return getOrDefault(objective).equals("softmax")
        ? statistics.checkedGrades(getOrDefault(labelColumn()), weightName)
        : statistics.checked(getOrDefault(labelColumn()), weightName);
  }

  private static FeatureAssembler assembler(
      TrainingStatistics statistics, List<String> columns, int k) {
    List<FeatureStatistics> own = new ArrayList<>();
    for (String column : columns) {
      own.add(
          statistics.features().stream()
              .filter(feature -> feature.column().equals(column))
              .findFirst()
              .orElseThrow());
    }
    return FeatureAssembler.of(own, VECTOR + k).standardised();
  }

  /** The global score of each row, by the model or, with folds, by fits that have not seen it. */
  private Dataset<Row> withOffsets(Dataset<Row> rows, RankingModel model) {
    int count = (int) getOrDefault(folds);
    if (count == 1) {
      return model.transform(rows);
    }
    String label = getOrDefault(labelColumn());
    String kept = "__label_of_all";
    Column fold = pmod(xxhash64(named(getOrDefault(queryColumn())), lit(1L)), lit(count));
    Dataset<Row> all = rows.withColumn(kept, named(label));
    Dataset<Row> offsets = null;
    for (int f = 0; f < count; f++) {
      Column outside = coalesce(fold.notEqual(f), lit(true));
      RankingModel without =
          globalRanker().orElseThrow().fit(all.withColumn(label, when(outside, named(label))));
      Dataset<Row> scored =
          without
              .transform(all)
              .filter(f == 0 ? fold.equalTo(f).or(fold.isNull()) : fold.equalTo(f));
      offsets = offsets == null ? scored : offsets.unionByName(scored);
    }
    return offsets.withColumn(label, named(kept)).drop(kept);
  }

  private Optional<Ranker> globalRanker() {
    if (!isDefined(global)) {
      return Optional.empty();
    }
    return Optional.of(
        Rankers.createWithin(this, RankerSpecParam.spec(getOrDefault(global)))
            .setScoreColumn(OFFSET));
  }

  public RankerSpecParam global() {
    return global;
  }

  public RandomEffectsParam randomEffects() {
    return randomEffects;
  }

  public DoubleParam fixedL2() {
    return fixedL2;
  }

  public IntParam folds() {
    return folds;
  }

  public IntParam passes() {
    return passes;
  }

  public Param<String> objective() {
    return objective;
  }

  public MixedRanker setGlobal(RankerSpec spec) {
    set(global, global.text(spec));
    return this;
  }

  public MixedRanker setRandomEffects(RandomEffectSpec... effects) {
    set(randomEffects, randomEffects.text(List.of(effects)));
    return this;
  }

  public MixedRanker setFolds(int count) {
    set(folds, count);
    return this;
  }

  public MixedRanker setPasses(int count) {
    set(passes, count);
    return this;
  }

  public static MLReader<MixedRanker> read() {
    return new DefaultParamsReadable<MixedRanker>() {}.read();
  }
}
