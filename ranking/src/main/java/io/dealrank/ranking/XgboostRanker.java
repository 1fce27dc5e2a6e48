package io.dealrank.ranking;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Gradient-boosted trees by XGBoost (Chen and Guestrin 2016, "XGBoost: A Scalable Tree Boosting
 * System"), grown on histograms: {@code F_m = F_(m-1) + learningRate h_m}, the leaves of h_m being
 * {@code -sum g / (sum h + l2)}, g and h the first two derivatives of the objective's loss.
 *
 * <ul>
 *   <li>{@code binary:logistic}: {@code -y F + log(1 + exp(F))} per row, labels 0 and 1; the score
 *       is the log-odds.
 *   <li>{@code rank:ndcg}: LambdaMART (Burges 2010, "From RankNet to LambdaRank to LambdaMART"):
 *       the pairwise logistic loss within a query, each pair weighted by the change of NDCG that
 *       swapping it makes, with gain {@code 2^label - 1} and discount {@code 1 / log2(1 + rank)}.
 *       Labels are grades, whole numbers from 0 to 31. A query weighs the mean weight of its rows;
 *       rows with a null query are one list.
 * </ul>
 *
 * Unknown values are filled and flagged by the {@link FeatureAssembler}. Features and scores are
 * 32-bit numbers. Native code: {@link GradientBoostedTreesRanker} is the choice without it.
 *
 * <p>Own parameters: {@code objective} (default {@code binary:logistic}, or {@code rank:ndcg}),
 * {@code rounds} (trees, default 100, &gt;= 1), {@code maxDepth} (default 6, in [1, 16]), {@code
 * learningRate} (default 0.1, in (0, 1]), {@code minChildWeight} (sum of h in a leaf at least,
 * default 5, &gt;= 0), {@code subsample} and {@code colsample} (share of rows and of features each
 * tree sees, default 1, in (0, 1]), {@code l2} (default 1, &gt;= 0), {@code maxBins} (default 256,
 * in [2, 65536]), {@code trainingPartitions} (workers, default 1, &gt;= 1; a part of the model's
 * definition, like the seed), {@code threads} (of a worker, default 1, &gt;= 1), {@code
 * offsetColumn} (unset; a DOUBLE column that is added to F in training, where it must be known; the
 * model scores F alone, so that its base score is 0), {@code leafColumn} (unset; scoring then also
 * adds this ARRAY of INT: the node reached in each tree, which {@link LeafFeatures} turns into
 * features).
 */
public final class XgboostRanker extends FeatureRanker {
  static final String LOGISTIC = "binary:logistic";
  static final String NDCG = "rank:ndcg";

  private final XgboostParamSet trees;
  private final LeafColumn leaves;

  public XgboostRanker() {
    this(Identifiable$.MODULE$.randomUID("xgboostRanker"));
  }

  /** Called by Spark's reader. */
  public XgboostRanker(String uid) {
    super(uid);
    trees = new XgboostParamSet(this);
    leaves = new LeafColumn(this);
  }

  @Override
  protected FeatureRankingModel learn(Dataset<Row> rows, FeatureAssembler assembler) {
    XgboostTraining training =
        new XgboostTraining(
            nativeParameters(),
            (int) getOrDefault(trees.rounds),
            queriesStayTogether(),
            offset().isPresent());
    String host = rows.sparkSession().sparkContext().getConf().get("spark.driver.host");
    return new XgboostRankingModel(
        Identifiable$.MODULE$.randomUID("xgboostRankingModel"),
        assembler,
        training.run(rows.toJavaRDD(), host));
  }

  private Map<String, Object> nativeParameters() {
    Map<String, Object> parameters = trees.nativeParameters();
    parameters.put("seed", getOrDefault(seed()));
    if (queriesStayTogether()) {
      parameters.put("base_score", 0);
    } else if (offset().isPresent()) {
      // the probability whose log-odds are 0
      parameters.put("base_score", 0.5);
    }
    return parameters;
  }

  @Override
  protected int partitions(TrainingSummary summary) {
    return (int) getOrDefault(trees.trainingPartitions);
  }

  @Override
  protected TrainingStatistics checked(TrainingStatistics statistics, String label, String weight) {
    return queriesStayTogether()
        ? statistics.checkedGrades(label, weight)
        : statistics.checked(label, weight);
  }

  @Override
  protected boolean queriesStayTogether() {
    return getOrDefault(trees.objective).equals(NDCG);
  }

  @Override
  protected Optional<String> offset() {
    return isDefined(trees.offsetColumn)
        ? Optional.of(getOrDefault(trees.offsetColumn))
        : Optional.empty();
  }

  @Override
  public StructType withScore(StructType schema) {
    return leaves.addedTo(super.withScore(schema));
  }

  public Param<String> objective() {
    return trees.objective;
  }

  public IntParam rounds() {
    return trees.rounds;
  }

  public IntParam maxDepth() {
    return trees.maxDepth;
  }

  public DoubleParam learningRate() {
    return trees.learningRate;
  }

  public DoubleParam minChildWeight() {
    return trees.minChildWeight;
  }

  public DoubleParam subsample() {
    return trees.subsample;
  }

  public DoubleParam colsample() {
    return trees.colsample;
  }

  public DoubleParam l2() {
    return trees.l2;
  }

  public IntParam maxBins() {
    return trees.maxBins;
  }

  public IntParam trainingPartitions() {
    return trees.trainingPartitions;
  }

  public IntParam threads() {
    return trees.threads;
  }

  public Param<String> offsetColumn() {
    return trees.offsetColumn;
  }

  public Param<String> leafColumn() {
    return leaves.column;
  }

  public XgboostRanker setObjective(String value) {
    set(trees.objective, value);
    return this;
  }

  public XgboostRanker setRounds(int value) {
    set(trees.rounds, value);
    return this;
  }

  public XgboostRanker setMaxDepth(int value) {
    set(trees.maxDepth, value);
    return this;
  }

  public XgboostRanker setLearningRate(double value) {
    set(trees.learningRate, value);
    return this;
  }

  public XgboostRanker setMinChildWeight(double value) {
    set(trees.minChildWeight, value);
    return this;
  }

  public XgboostRanker setSubsample(double value) {
    set(trees.subsample, value);
    return this;
  }

  public XgboostRanker setColsample(double value) {
    set(trees.colsample, value);
    return this;
  }

  public XgboostRanker setL2(double value) {
    set(trees.l2, value);
    return this;
  }

  public XgboostRanker setMaxBins(int value) {
    set(trees.maxBins, value);
    return this;
  }

  public XgboostRanker setTrainingPartitions(int value) {
    set(trees.trainingPartitions, value);
    return this;
  }

  public XgboostRanker setThreads(int value) {
    set(trees.threads, value);
    return this;
  }

  public XgboostRanker setOffsetColumn(String value) {
    set(trees.offsetColumn, value);
    return this;
  }

  public XgboostRanker setLeafColumn(String value) {
    set(leaves.column, value);
    return this;
  }

  public static MLReader<XgboostRanker> read() {
    return new DefaultParamsReadable<XgboostRanker>() {}.read();
  }
}
