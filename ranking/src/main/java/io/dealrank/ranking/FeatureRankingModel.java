package io.dealrank.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A model that scores the vector of its {@link FeatureAssembler}. */
public abstract class FeatureRankingModel extends RankingModel {
  static final String FEATURES = "__features";
  private static final String TERM_VALUES = "__term_values";

  private final FeatureAssembler assembler;

  protected FeatureRankingModel(String uid, FeatureAssembler assembler) {
    super(uid);
    this.assembler = assembler;
  }

  /** Adds what the model computes to rows that have every column of the assembler. */
  protected abstract Dataset<Row> scored(Dataset<Row> rows);

  /**
   * Adds an ARRAY of DOUBLE to rows that have every column of the assembler: what each of its
   * entries adds to the score, in order, and last what is the same for every row.
   */
  protected abstract Dataset<Row> termValues(Dataset<Row> rows, String column);

  /** The weights of the vector's entries, in order. */
  protected abstract Vector termWeights();

  /** A copy of this model without its parameters. */
  protected abstract FeatureRankingModel sameFit();

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
    return onRows(rows, this::scored);
  }

  /** One term per entry of the assembler, by its title, and {@link Terms#INTERCEPT}. */
  @Override
  protected final Dataset<Row> terms(Dataset<Row> rows, String column) {
    List<String> names = new ArrayList<>();
    assembler.entries().forEach(entry -> names.add(entry.title()));
    names.add(Terms.INTERCEPT);
    return onRows(rows, known -> termValues(known, TERM_VALUES))
        .withColumn(column, Terms.of(names, KnownValue.named(TERM_VALUES)))
        .drop(TERM_VALUES);
  }

  /** Applies a step to rows that have every column of the assembler, which it keeps. */
  final Dataset<Row> onRows(Dataset<Row> rows, UnaryOperator<Dataset<Row>> step) {
    if (!(boolean) getOrDefault(listRelative())) {
      return step.apply(rows);
    }
    Dataset<Row> widened =
        ListRelativeFeatures.add(rows, getOrDefault(queryColumn()), featureNames());
    return step.apply(widened)
        .drop(featureNames().stream().map(ListRelativeFeatures::name).toArray(String[]::new));
  }

  @Override
  public final RankingModel copy(ParamMap extra) {
    return copyValues(sameFit(), extra).setParent(parent());
  }
}
