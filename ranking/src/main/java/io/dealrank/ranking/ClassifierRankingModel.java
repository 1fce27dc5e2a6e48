package io.dealrank.ranking;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A fitted spark.ml classifier behind its {@link FeatureAssembler}. The score is the log-odds of
 * the label, {@code log(p / (1 - p))}: unlike p it does not saturate into ties, and it is the scale
 * on which offsets and random effects add up.
 */
public abstract class ClassifierRankingModel extends RankingModel {
  static final String FEATURES = "__features";
  static final String RAW = "__raw";

  private final FeatureAssembler assembler;

  protected ClassifierRankingModel(String uid, FeatureAssembler assembler) {
    super(uid);
    this.assembler = assembler;
  }

  /** The spark.ml model; it reads {@link #FEATURES} and writes {@link #RAW} only. */
  protected abstract Model<?> classifier();

  /** What the second entry of the raw prediction is multiplied by to be log-odds. */
  protected abstract double logOddsPerRaw();

  /** The weights of the vector's entries, in order. */
  protected abstract Vector termWeights();

  /** A copy of this model without its parameters. */
  protected abstract ClassifierRankingModel sameFit();

  /** The feature vector of this model. */
  public final FeatureAssembler assembler() {
    return assembler;
  }

  @Override
  public final List<FeatureWeight> featureWeights() {
    List<FeatureTerm> terms = assembler.entries();
    Vector weights = termWeights();
    return IntStream.range(0, terms.size())
        .mapToObj(i -> new FeatureWeight(terms.get(i).title(), weights.apply(i)))
        .toList();
  }

  @Override
  protected final void checkScoringSchema(ColumnCheck check) {
    check.features(featureNames());
    if ((boolean) getOrDefault(listRelative())) {
      check.isPresent("query", getOrDefault(queryColumn()));
    }
  }

  @Override
  protected final Dataset<Row> score(Dataset<Row> rows) {
    if (!(boolean) getOrDefault(listRelative())) {
      return scored(rows);
    }
    Dataset<Row> widened =
        ListRelativeFeatures.add(rows, getOrDefault(queryColumn()), featureNames());
    return scored(widened)
        .drop(featureNames().stream().map(ListRelativeFeatures::name).toArray(String[]::new));
  }

  private Dataset<Row> scored(Dataset<Row> rows) {
    return classifier()
        .transform(assembler.transform(rows))
        .withColumn(
            getOrDefault(scoreColumn()),
            vector_to_array(col(RAW), "float64").getItem(1).multiply(lit(logOddsPerRaw())))
        .drop(FEATURES, RAW);
  }

  @Override
  public final RankingModel copy(ParamMap extra) {
    return copyValues(sameFit(), extra).setParent(parent());
  }

  @Override
  public final MLWriter write() {
    Map<String, MLWritable> parts = new LinkedHashMap<>();
    parts.put("assembler", assembler);
    parts.put("classifier", (MLWritable) classifier());
    return new PartsWriter(this, parts);
  }
}
