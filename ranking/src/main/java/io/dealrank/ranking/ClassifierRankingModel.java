package io.dealrank.ranking;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A fitted spark.ml classifier behind its {@link FeatureAssembler}. The score is the log-odds of
 * the label, {@code log(p / (1 - p))}: unlike p it does not saturate into ties, and it is the scale
 * on which offsets and random effects add up.
 */
public abstract class ClassifierRankingModel extends FeatureRankingModel {
  static final String RAW = "__raw";

  protected ClassifierRankingModel(String uid, FeatureAssembler assembler) {
    super(uid, assembler);
  }

  /** The spark.ml model; it reads {@link #FEATURES} and writes {@link #RAW} only. */
  protected abstract Model<?> classifier();

  /** What the second entry of the raw prediction is multiplied by to be log-odds. */
  protected abstract double logOddsPerRaw();

  @Override
  protected final Dataset<Row> scored(Dataset<Row> rows) {
    return classifier()
        .transform(assembler().transform(rows))
        .withColumn(
            getOrDefault(scoreColumn()),
            vector_to_array(col(RAW), "float64").getItem(1).multiply(lit(logOddsPerRaw())))
        .drop(FEATURES, RAW);
  }

  @Override
  public final MLWriter write() {
    Map<String, MLWritable> parts = new LinkedHashMap<>();
    parts.put("assembler", assembler());
    parts.put("classifier", (MLWritable) classifier());
    return new PartsWriter(this, parts);
  }
}
