package io.dealrank.ranking;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A ranker that learns P(label = 1 | features) row by row with a spark.ml classifier.
 *
 * <p>Data flow: table → (list-relative features) → {@link TrainingStatistics}, one pass, where
 * unfit rows are refused → {@link FeatureAssembler} → rows in a stable arrangement → {@link
 * #learn}.
 *
 * <p><b>Same rows, same model.</b> spark.ml draws subsamples and sums gradients partition by
 * partition, so a model would depend on how the rows happen to lie. Rows are therefore hashed by
 * (query, listing) into {@code trainingPartitions} partitions and sorted inside by that key, then
 * label, weight and a hash of the features; rows equal in all of it are interchangeable. What
 * remains is the rounding of the means, which follows the input's layout: scores agree to 1e-9.
 *
 * <p>Own parameters: {@code listingColumn} (default {@code listing_id}), {@code trainingPartitions}
 * (default 0: one per 50,000 rows, at least 4; a part of the model's definition, like the seed).
 */
public abstract class ClassifierRanker extends Ranker {
  static final String LABEL = "__label";
  static final String WEIGHT = "__weight";
  private static final String QUERY = "__query";
  private static final String LISTING = "__listing";
  private static final long ROWS_PER_PARTITION = 50_000;
  private static final long FEWEST = 4;

  private final Param<String> listingColumn;
  private final IntParam trainingPartitions;

  protected ClassifierRanker(String uid) {
    super(uid);
    listingColumn =
        new Param<>(this, "listingColumn", "name of the column that identifies a listing");
    trainingPartitions =
        new IntParam(
            this,
            "trainingPartitions",
            "number of partitions rows are trained in, 0: one per 50,000 rows, at least 4; another number is another model",
            ParamValidators.<Object>gtEq(0));
    setDefault(listingColumn, "listing_id");
    setDefault(trainingPartitions, 0);
  }

  /**
   * Learns from rows with columns {@link #LABEL} (0 or 1), {@link #WEIGHT} (above 0) and the vector
   * of the assembler.
   */
  protected abstract ClassifierRankingModel learn(Dataset<Row> rows, FeatureAssembler assembler);

  @Override
  protected final void checkTrainingSchema(ColumnCheck check) {
    if (featureNames().isEmpty()) {
      throw RankingErrors.noFeatures(getClass().getSimpleName());
    }
    ColumnCheck checked =
        check
            .features(featureNames())
            .isNumeric("label", getOrDefault(labelColumn()))
            .isPresent("query", getOrDefault(queryColumn()))
            .isPresent("listing", getOrDefault(listingColumn));
    if (isDefined(weightColumn())) {
      checked.isDouble("weight", getOrDefault(weightColumn()));
    }
  }

  @Override
  protected final RankingModel train(Dataset<Row> table) {
    boolean relative = (boolean) getOrDefault(listRelative());
    String query = getOrDefault(queryColumn());
    Dataset<Row> rows = relative ? ListRelativeFeatures.add(table, query, featureNames()) : table;
    List<String> columns =
        relative
            ? Stream.concat(
                    featureNames().stream(),
                    featureNames().stream().map(ListRelativeFeatures::name))
                .toList()
            : featureNames();
    Column label = named(getOrDefault(labelColumn())).cast("double");
    Column weight = isDefined(weightColumn()) ? named(getOrDefault(weightColumn())) : lit(1.0);
    TrainingStatistics statistics =
        TrainingStatistics.of(rows, label, weight, columns)
            .checked(
                getOrDefault(labelColumn()),
                isDefined(weightColumn()) ? getOrDefault(weightColumn()) : "");
    FeatureAssembler assembler =
        FeatureAssembler.of(statistics.features(), ClassifierRankingModel.FEATURES);
    Dataset<Row> vectors =
        assembler
            .transform(arranged(rows, label, weight, columns, partitions(statistics.summary())))
            .select(LABEL, WEIGHT, ClassifierRankingModel.FEATURES);
    return learn(vectors, assembler).with(statistics.summary());
  }

  private int partitions(TrainingSummary summary) {
    int chosen = (int) getOrDefault(trainingPartitions);
    return chosen > 0 ? chosen : (int) Math.max(FEWEST, summary.rows() / ROWS_PER_PARTITION);
  }

  private Dataset<Row> arranged(
      Dataset<Row> rows, Column label, Column weight, List<String> columns, int partitions) {
    List<Column> kept = new ArrayList<>();
    kept.add(named(getOrDefault(queryColumn())).as(QUERY));
    kept.add(named(getOrDefault(listingColumn)).as(LISTING));
    kept.add(label.as(LABEL));
    kept.add(weight.as(WEIGHT));
    columns.forEach(column -> kept.add(named(column)));
    List<Column> order = new ArrayList<>();
    order.add(xxhash64(col(QUERY), col(LISTING)));
    List.of(QUERY, LISTING, LABEL, WEIGHT).forEach(column -> order.add(col(column)));
    order.add(xxhash64(columns.stream().map(KnownValue::named).toArray(Column[]::new)));
    return rows.filter(label.isNotNull().and(weight.gt(0)))
        .select(kept.toArray(Column[]::new))
        .repartition(partitions, col(QUERY), col(LISTING))
        .sortWithinPartitions(order.toArray(Column[]::new));
  }

  public final Param<String> listingColumn() {
    return listingColumn;
  }

  public final IntParam trainingPartitions() {
    return trainingPartitions;
  }

  public final ClassifierRanker setListingColumn(String column) {
    set(listingColumn, column);
    return this;
  }

  public final ClassifierRanker setTrainingPartitions(int count) {
    set(trainingPartitions, count);
    return this;
  }
}
