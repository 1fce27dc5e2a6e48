package io.dealrank.ranking;

import io.dealrank.ranking.XgboostOutput.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Scores by margin: {@code score = b + sum_t leaf_t(x)}, b the base score, in 32-bit numbers. For
 * {@code binary:logistic} that is the log-odds of the label, for {@code rank:ndcg} a number that
 * orders a list and means nothing else. An offset used in training is not added: it may be known
 * there only, and a mixed model adds it itself. The weight of a feature is its share in the gain of
 * all splits. The terms of a score are those of {@link #withContributions}; they add up to 1e-4.
 *
 * <p>Own parameter: {@code leafColumn} (unset), see {@link XgboostRanker}.
 */
public final class XgboostRankingModel extends FeatureRankingModel {
  private static final String TREES = "trees.ubj";

  private final XgboostTrees trees;
  private final LeafColumn leaves;

  XgboostRankingModel(String uid, FeatureAssembler assembler, XgboostTrees trees) {
    super(uid, assembler);
    this.trees = trees;
    this.leaves = new LeafColumn(this);
  }

  @Override
  protected Dataset<Row> scored(Dataset<Row> rows) {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.MARGIN));
    List<String> names = new ArrayList<>(List.of(getOrDefault(scoreColumn())));
    if (isDefined(leaves.column)) {
      kinds.add(Kind.LEAVES);
      names.add(getOrDefault(leaves.column));
      return add(rows.drop(getOrDefault(leaves.column)), kinds, names);
    }
    return add(rows, kinds, names);
  }

  /**
   * Adds to the rows an ARRAY of DOUBLE that explains the score (TreeSHAP, Lundberg et al. 2020):
   * what each of {@link FeatureAssembler#entries} adds, in order, and last the expected score, that
   * of an unknown row. They add up to the score, to 1e-4 (32-bit numbers).
   */
  public Dataset<Row> withContributions(Dataset<?> rows, String column) {
    transformSchema(rows.schema());
    return onRows(rows.toDF().drop(column), known -> termValues(known, column));
  }

  @Override
  protected Dataset<Row> termValues(Dataset<Row> rows, String column) {
    return add(rows, List.of(Kind.CONTRIBUTIONS), List.of(column));
  }

  private Dataset<Row> add(Dataset<Row> rows, List<Kind> kinds, List<String> names) {
    return XgboostOutput.add(rows, assembler().entries(), trees, kinds, names);
  }

  /** The encoder of this model's leaves; it reads {@code leafColumn}, {@code leaves} if unset. */
  public LeafFeatures leafFeatures() {
    LeafFeatures features = LeafFeatures.of(trees.leaves());
    return isDefined(leaves.column)
        ? features.setLeafColumn(getOrDefault(leaves.column))
        : features;
  }

  @Override
  public StructType withScore(StructType schema) {
    return leaves.addedTo(super.withScore(schema));
  }

  @Override
  protected Vector termWeights() {
    return Vectors.dense(trees.gainShares(assembler().entries().size()));
  }

  @Override
  protected FeatureRankingModel sameFit() {
    return new XgboostRankingModel(uid(), assembler(), trees);
  }

  @Override
  public MLWriter write() {
    return new PartsWriter(this, Map.of("assembler", assembler()), Map.of(TREES, trees.bytes()));
  }

  public Param<String> leafColumn() {
    return leaves.column;
  }

  public XgboostRankingModel setLeafColumn(String column) {
    set(leaves.column, column);
    return this;
  }

  public static MLReader<XgboostRankingModel> read() {
    return new PartsReader<>(
        XgboostRankingModel.class,
        (uid, parts) ->
            new XgboostRankingModel(
                uid,
                (FeatureAssembler) parts.named("assembler"),
                new XgboostTrees(parts.bytes(TREES))));
  }
}
