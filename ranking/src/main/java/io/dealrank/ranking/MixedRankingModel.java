package io.dealrank.ranking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.transform_keys;

import io.dealrank.ranking.glmix.GlmixModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code score = global(x) + sum of the random effects}. A row whose entity was not seen, or is
 * null, is scored by the other parts ({@link GlmixModel#coverage} counts). The feature weights are
 * those of the global model: change of the log-odds per standard deviation for the linear one.
 */
public final class MixedRankingModel extends RankingModel {
  private static final String GLOBAL_TERMS = "__global_terms";

  private final RankingModel global;
  private final List<FeatureAssembler> assemblers;
  private final GlmixModel effects;

  /**
   * @param global null: the fixed effect is one of the effects
   */
  MixedRankingModel(
      String uid, RankingModel global, List<FeatureAssembler> assemblers, GlmixModel effects) {
    super(uid);
    this.global = global;
    this.assemblers = List.copyOf(assemblers);
    this.effects = effects;
  }

  /** The parts that were learnt by coordinate descent. */
  public GlmixModel effects() {
    return effects;
  }

  @Override
  protected void checkScoringSchema(ColumnCheck check) {
    if (global != null) {
      global.transformSchema(check.schema());
    }
    assemblers.forEach(
        assembler ->
            check.features(assembler.entries().stream().map(FeatureTerm::column).toList()));
    effects
        .coordinateList()
        .forEach(
            c -> {
              if (c.entity() != null) {
                check.isPresent("entity", c.entity());
              }
            });
  }

  @Override
  protected Dataset<Row> score(Dataset<Row> rows) {
    GlmixModel named = (GlmixModel) effects.copy(ParamMap.empty());
    named.set(named.scoreColumn(), getOrDefault(scoreColumn()));
    return named.transform(prepared(rows)).drop(temporary());
  }

  /**
   * {@code <coordinate>: <feature>} for the effects, {@code global: <term>} for the terms of a
   * global model that is a ranker.
   */
  @Override
  protected Dataset<Row> terms(Dataset<Row> rows, String column) {
    Dataset<Row> explained = effects.withTerms(prepared(rows), column);
    if (global != null) {
      Column own = KnownValue.named(column);
      explained =
          global
              .withTerms(explained, GLOBAL_TERMS)
              .withColumn(
                  column,
                  map_concat(
                      transform_keys(
                          col(GLOBAL_TERMS), (name, term) -> concat(lit("global: "), name)),
                      map_filter(own, (name, term) -> name.notEqual("offset"))))
              .drop(GLOBAL_TERMS);
    }
    return explained.drop(temporary());
  }

  /** The rows with the global score and the vectors of the effects. */
  Dataset<Row> prepared(Dataset<Row> rows) {
    Dataset<Row> prepared = global == null ? rows : global.transform(rows);
    for (FeatureAssembler assembler : assemblers) {
      prepared = assembler.transform(prepared);
    }
    return prepared;
  }

  String[] temporary() {
    List<String> columns = new ArrayList<>();
    columns.add(MixedRanker.OFFSET);
    assemblers.forEach(assembler -> columns.add(assembler.output()));
    return columns.toArray(String[]::new);
  }

  /** The global model; null: it is the fixed effect of {@link #effects}. */
  RankingModel global() {
    return global;
  }

  @Override
  public List<FeatureWeight> featureWeights() {
    return global != null
        ? global.featureWeights()
        : effects.fixedEffect("global").entrySet().stream()
            .map(entry -> new FeatureWeight(entry.getKey(), entry.getValue()))
            .toList();
  }

  @Override
  public RankingModel copy(ParamMap extra) {
    return copyValues(new MixedRankingModel(uid(), global, assemblers, effects), extra)
        .setParent(parent());
  }

  @Override
  public MLWriter write() {
    Map<String, MLWritable> parts = new LinkedHashMap<>();
    if (global != null) {
      parts.put("global", global);
    }
    for (int k = 0; k < assemblers.size(); k++) {
      parts.put("assembler_" + k, assemblers.get(k));
    }
    parts.put("effects", effects);
    return new PartsWriter(this, parts);
  }

  public static MLReader<MixedRankingModel> read() {
    return new PartsReader<>(
        MixedRankingModel.class,
        (uid, parts) -> {
          List<FeatureAssembler> assemblers = new ArrayList<>();
          while (parts.has("assembler_" + assemblers.size())) {
            assemblers.add((FeatureAssembler) parts.named("assembler_" + assemblers.size()));
          }
          return new MixedRankingModel(
              uid,
              parts.has("global") ? (RankingModel) parts.named("global") : null,
              assemblers,
              (GlmixModel) parts.named("effects"));
        });
  }
}
