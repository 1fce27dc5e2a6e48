package io.dealrank.ranking.funnel;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;

import io.dealrank.ranking.ColumnCheck;
import io.dealrank.ranking.FeatureWeight;
import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.PartsReader;
import io.dealrank.ranking.PartsWriter;
import io.dealrank.ranking.RankingModel;
import io.dealrank.ranking.Terms;
import io.dealrank.ranking.calibration.CalibrationModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code score = sum over the stages of log p_k}, {@code probability = exp(score)} within [1e-15, 1
 * - 1e-15]. With l the log-odds of a stage {@code log p = min(l, 0) - log(1 + exp(-|l|))}, which is
 * finite whatever the features hold, and a probability too small for its column still ranks.
 *
 * <p>The feature weights are those of every fitted stage, named {@code label: feature}. The terms
 * of a score are the {@code log p_k}, named {@code log p(label)}.
 */
public final class FunnelRankingModel extends RankingModel implements FunnelParams {
  static final String LOG_ODDS = "__log_odds_of_";
  static final String PROBABILITY = "__probability_of_";
  private static final double CLIP = 1e-15;

  private final FunnelParamSet funnel;
  private final Param<String> funnelSummary;
  private final PipelineModel stageModels;

  private FunnelRankingModel(String uid, PipelineModel stageModels) {
    super(uid);
    this.funnel = new FunnelParamSet(this);
    this.funnelSummary = new Param<>(this, "funnelSummary", "what the stages were fitted on, JSON");
    this.stageModels = stageModels;
  }

  static FunnelRankingModel of(List<RankingModel> stages) {
    return new FunnelRankingModel(
        Identifiable$.MODULE$.randomUID("funnelRankingModel"),
        new PipelineModel(
            Identifiable$.MODULE$.randomUID("funnelStages"), stages.toArray(Transformer[]::new)));
  }

  FunnelRankingModel with(FunnelSummary summary) {
    set(funnelSummary, JsonText.write(summary));
    return this;
  }

  /** What each stage was fitted on, the target last. */
  public FunnelSummary stageSummaries() {
    return JsonText.read(getOrDefault(funnelSummary), FunnelSummary.class);
  }

  @Override
  protected void checkScoringSchema(ColumnCheck check) {
    for (Transformer stage : stageModels.stages()) {
      stage.transformSchema(check.schema());
    }
  }

  @Override
  protected Dataset<Row> score(Dataset<Row> rows) {
    List<String> added = addedColumns();
    List<Column> columns = new ArrayList<>();
    Arrays.stream(rows.columns())
        .filter(column -> !added.contains(column))
        .forEach(column -> columns.add(named(column)));
    Column score = lit(0.0);
    for (FunnelSummary.Stage stage : stageSummaries().stages()) {
      Column logOdds = logOdds(stage);
      score = score.plus(logProbability(logOdds));
      if ((boolean) getOrDefault(stageColumns())) {
        columns.add(CalibrationModel.probability(logOdds).as(stageColumn(stage.label())));
      }
    }
    columns.add(
        greatest(least(exp(score), lit(1 - CLIP)), lit(CLIP))
            .as(getOrDefault(probabilityColumn())));
    columns.add(score.as(getOrDefault(scoreColumn())));
    return stageModels.transform(rows).select(columns.toArray(Column[]::new));
  }

  @Override
  protected Dataset<Row> terms(Dataset<Row> rows, String column) {
    List<FunnelSummary.Stage> stages = stageSummaries().stages();
    Column[] values =
        stages.stream().map(stage -> logProbability(logOdds(stage))).toArray(Column[]::new);
    List<String> names = stages.stream().map(stage -> "log p(" + stage.label() + ")").toList();
    Stream<Column> given = Arrays.stream(rows.columns()).map(name -> named(name));
    Stream<Column> terms = Stream.of(Terms.of(names, array(values)).as(column));
    return stageModels.transform(rows).select(Stream.concat(given, terms).toArray(Column[]::new));
  }

  private static Column logOdds(FunnelSummary.Stage stage) {
    return stage.replacedByRate()
        ? lit(Math.log(stage.rate() / (1 - stage.rate())))
        : named(LOG_ODDS + stage.label());
  }

  private static Column logProbability(Column logOdds) {
    return least(logOdds, lit(0.0)).minus(log1p(exp(abs(logOdds).multiply(-1))));
  }

  @Override
  public List<FeatureWeight> featureWeights() {
    List<FeatureWeight> weights = new ArrayList<>();
    for (Transformer stage : stageModels.stages()) {
      RankingModel model = (RankingModel) stage;
      String label = model.getOrDefault(model.labelColumn());
      model
          .featureWeights()
          .forEach(w -> weights.add(new FeatureWeight(label + ": " + w.feature(), w.weight())));
    }
    return List.copyOf(weights);
  }

  /** The fitted stages, in order; those that are a rate are not among them. */
  public List<RankingModel> stageModels() {
    return Arrays.stream(stageModels.stages()).map(RankingModel.class::cast).toList();
  }

  @Override
  public FunnelParamSet funnel() {
    return funnel;
  }

  public Param<String> funnelSummary() {
    return funnelSummary;
  }

  @Override
  public RankingModel copy(ParamMap extra) {
    return copyValues(new FunnelRankingModel(uid(), stageModels), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new PartsWriter(this, Map.of("stages", stageModels));
  }

  public static MLReader<FunnelRankingModel> read() {
    return new PartsReader<>(
        FunnelRankingModel.class,
        (uid, parts) -> new FunnelRankingModel(uid, (PipelineModel) parts.named("stages")));
  }
}
