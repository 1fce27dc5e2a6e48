package io.dealrank.ranking;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
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

  private final Param<String> objective;
  private final IntParam rounds;
  private final IntParam maxDepth;
  private final DoubleParam learningRate;
  private final DoubleParam minChildWeight;
  private final DoubleParam subsample;
  private final DoubleParam colsample;
  private final DoubleParam l2;
  private final IntParam maxBins;
  private final IntParam trainingPartitions;
  private final IntParam threads;
  private final Param<String> offsetColumn;
  private final Param<String> leafColumn;

  public XgboostRanker() {
    this(Identifiable$.MODULE$.randomUID("xgboostRanker"));
  }

  /** Called by Spark's reader. */
  public XgboostRanker(String uid) {
    super(uid);
    objective =
        new Param<>(
            this,
            "objective",
            "what is learned: binary:logistic or rank:ndcg",
            ParamValidators.inArray(new String[] {LOGISTIC, NDCG}));
    rounds = new IntParam(this, "rounds", "number of trees, >= 1", ParamValidators.<Object>gtEq(1));
    maxDepth =
        new IntParam(
            this,
            "maxDepth",
            "depth of a tree, in [1, 16]",
            ParamValidators.<Object>inRange(1, 16));
    learningRate =
        new DoubleParam(
            this,
            "learningRate",
            "shrinkage of each tree, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    minChildWeight =
        new DoubleParam(
            this,
            "minChildWeight",
            "sum of second derivatives in a leaf at least, >= 0",
            ParamValidators.<Object>gtEq(0));
    subsample =
        new DoubleParam(
            this,
            "subsample",
            "share of the rows each tree sees, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    colsample =
        new DoubleParam(
            this,
            "colsample",
            "share of the features each tree sees, in (0, 1]",
            ParamValidators.<Object>inRange(0, 1, false, true));
    l2 =
        new DoubleParam(
            this,
            "l2",
            "penalty on the squares of leaf values, >= 0",
            ParamValidators.<Object>gtEq(0));
    maxBins =
        new IntParam(
            this,
            "maxBins",
            "bins a feature is cut into at most, in [2, 65536]",
            ParamValidators.<Object>inRange(2, 65_536));
    trainingPartitions =
        new IntParam(
            this,
            "trainingPartitions",
            "number of workers that train together and must run at once, >= 1; another number is another model",
            ParamValidators.<Object>gtEq(1));
    threads =
        new IntParam(
            this,
            "threads",
            "threads of a worker, >= 1; on a cluster no more than spark.task.cpus",
            ParamValidators.<Object>gtEq(1));
    offsetColumn =
        new Param<>(
            this, "offsetColumn", "name of a DOUBLE column that is added in training; unset: none");
    leafColumn = leafColumn(this);
    setDefault(objective, LOGISTIC);
    setDefault(rounds, 100);
    setDefault(maxDepth, 6);
    setDefault(learningRate, 0.1);
    setDefault(minChildWeight, 5.0);
    setDefault(subsample, 1.0);
    setDefault(colsample, 1.0);
    setDefault(l2, 1.0);
    setDefault(maxBins, 256);
    setDefault(trainingPartitions, 1);
    setDefault(threads, 1);
  }

  static Param<String> leafColumn(Params owner) {
    return new Param<>(
        owner,
        "leafColumn",
        "name of a column that scoring adds: the node reached in each tree; unset: none");
  }

  /** The scored schema with the leaf column last, in place of one of that name. */
  static StructType withLeaves(Params owner, Param<String> leafColumn, StructType scored) {
    if (!owner.isDefined(leafColumn)) {
      return scored;
    }
    String name = owner.getOrDefault(leafColumn);
    StructType schema = new StructType();
    for (StructField field : scored.fields()) {
      schema = field.name().equals(name) ? schema : schema.add(field);
    }
    return schema.add(name, new ArrayType(DataTypes.IntegerType, false));
  }

  @Override
  protected FeatureRankingModel learn(Dataset<Row> rows, FeatureAssembler assembler) {
    XgboostTraining training =
        new XgboostTraining(
            nativeParameters(),
            (int) getOrDefault(rounds),
            queriesStayTogether(),
            offset().isPresent());
    String host = rows.sparkSession().sparkContext().getConf().get("spark.driver.host");
    return new XgboostRankingModel(
        Identifiable$.MODULE$.randomUID("xgboostRankingModel"),
        assembler,
        training.run(rows.toJavaRDD(), host));
  }

  private Map<String, Object> nativeParameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", getOrDefault(objective));
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", getOrDefault(maxDepth));
    parameters.put("eta", getOrDefault(learningRate));
    parameters.put("min_child_weight", getOrDefault(minChildWeight));
    parameters.put("subsample", getOrDefault(subsample));
    parameters.put("colsample_bytree", getOrDefault(colsample));
    parameters.put("lambda", getOrDefault(l2));
    parameters.put("max_bin", getOrDefault(maxBins));
    parameters.put("nthread", getOrDefault(threads));
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
    return (int) getOrDefault(trainingPartitions);
  }

  @Override
  protected TrainingStatistics checked(TrainingStatistics statistics, String label, String weight) {
    return queriesStayTogether()
        ? statistics.checkedGrades(label, weight)
        : statistics.checked(label, weight);
  }

  @Override
  protected boolean queriesStayTogether() {
    return getOrDefault(objective).equals(NDCG);
  }

  @Override
  protected Optional<String> offset() {
    return isDefined(offsetColumn) ? Optional.of(getOrDefault(offsetColumn)) : Optional.empty();
  }

  @Override
  public StructType withScore(StructType schema) {
    return withLeaves(this, leafColumn, super.withScore(schema));
  }

  public Param<String> objective() {
    return objective;
  }

  public IntParam rounds() {
    return rounds;
  }

  public IntParam maxDepth() {
    return maxDepth;
  }

  public DoubleParam learningRate() {
    return learningRate;
  }

  public DoubleParam minChildWeight() {
    return minChildWeight;
  }

  public DoubleParam subsample() {
    return subsample;
  }

  public DoubleParam colsample() {
    return colsample;
  }

  public DoubleParam l2() {
    return l2;
  }

  public IntParam maxBins() {
    return maxBins;
  }

  public IntParam trainingPartitions() {
    return trainingPartitions;
  }

  public IntParam threads() {
    return threads;
  }

  public Param<String> offsetColumn() {
    return offsetColumn;
  }

  public Param<String> leafColumn() {
    return leafColumn;
  }

  public XgboostRanker setObjective(String value) {
    set(objective, value);
    return this;
  }

  public XgboostRanker setRounds(int value) {
    set(rounds, value);
    return this;
  }

  public XgboostRanker setMaxDepth(int value) {
    set(maxDepth, value);
    return this;
  }

  public XgboostRanker setLearningRate(double value) {
    set(learningRate, value);
    return this;
  }

  public XgboostRanker setMinChildWeight(double value) {
    set(minChildWeight, value);
    return this;
  }

  public XgboostRanker setSubsample(double value) {
    set(subsample, value);
    return this;
  }

  public XgboostRanker setColsample(double value) {
    set(colsample, value);
    return this;
  }

  public XgboostRanker setL2(double value) {
    set(l2, value);
    return this;
  }

  public XgboostRanker setMaxBins(int value) {
    set(maxBins, value);
    return this;
  }

  public XgboostRanker setTrainingPartitions(int value) {
    set(trainingPartitions, value);
    return this;
  }

  public XgboostRanker setThreads(int value) {
    set(threads, value);
    return this;
  }

  public XgboostRanker setOffsetColumn(String value) {
    set(offsetColumn, value);
    return this;
  }

  public XgboostRanker setLeafColumn(String value) {
    set(leafColumn, value);
    return this;
  }

  public static MLReader<XgboostRanker> read() {
    return new DefaultParamsReadable<XgboostRanker>() {}.read();
  }
}
