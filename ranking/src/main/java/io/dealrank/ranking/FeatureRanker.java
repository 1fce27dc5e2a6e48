package io.dealrank.ranking;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A ranker that learns from the vector of a {@link FeatureAssembler}.
 *
 * <p>Data flow: table → (list-relative features) → {@link TrainingStatistics}, one pass, where
 * unfit rows are refused → {@link FeatureAssembler} → rows in a stable arrangement → {@link
 * #learn}.
 *
 * <p><b>Same rows, same model.</b> Learners draw subsamples and sum gradients partition by
 * partition, so a model would depend on how the rows happen to lie. Rows are therefore hashed by
 * (query, listing), or by query where queries stay together, into a fixed number of partitions and
 * sorted inside by that key, then label, weight, offset and a hash of the features; rows equal in
 * all of it are interchangeable. What remains is the rounding of the means, which follows the
 * input's layout: scores agree to 1e-9.
 *
 * <p>Own parameter: {@code listingColumn} (default {@code listing_id}).
 */
public abstract class FeatureRanker extends Ranker {
  static final String QUERY = "__query";
  static final String LABEL = "__label";
  static final String WEIGHT = "__weight";
  static final String OFFSET = "__offset";
  private static final String LISTING = "__listing";

  private final Param<String> listingColumn;

  protected FeatureRanker(String uid) {
    super(uid);
    listingColumn =
        new Param<>(this, "listingColumn", "name of the column that identifies a listing");
    setDefault(listingColumn, "listing_id");
  }

  /**
   * Learns from arranged rows with columns {@link #QUERY}, {@link #LABEL}, {@link #WEIGHT} (above
   * 0), {@link #OFFSET} (if there is one) and the vector {@link FeatureRankingModel#FEATURES}.
   */
  protected abstract FeatureRankingModel learn(Dataset<Row> rows, FeatureAssembler assembler);

  /** In how many partitions rows are trained. */
  protected abstract int partitions(TrainingSummary summary);

  /** Refuses rows that cannot train this ranker; binary labels are required here. */
  protected TrainingStatistics checked(TrainingStatistics statistics, String label, String weight) {
    return statistics.checked(label, weight);
  }

  /** Whether the rows of a query are neighbours in one partition. */
  protected boolean queriesStayTogether() {
    return false;
  }

  /** The DOUBLE column that is added to what is learned, known on every training row. */
  protected Optional<String> offset() {
    return Optional.empty();
  }

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
    offset().ifPresent(column -> checked.isDouble("offset", column));
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
    TrainingStatistics statistics = statistics(rows, label, weight, columns);
    FeatureAssembler assembler =
        FeatureAssembler.of(statistics.features(), FeatureRankingModel.FEATURES);
    Dataset<Row> vectors =
        assembler.transform(
            arranged(rows, label, weight, columns, partitions(statistics.summary())));
    List<Column> read = new ArrayList<>(List.of(col(QUERY), col(LABEL), col(WEIGHT)));
    offset().ifPresent(column -> read.add(col(OFFSET)));
    read.add(col(FeatureRankingModel.FEATURES));
    return learn(vectors.select(read.toArray(Column[]::new)), assembler).with(statistics.summary());
  }

  private TrainingStatistics statistics(
      Dataset<Row> rows, Column label, Column weight, List<String> columns) {
    List<String> read = Stream.concat(columns.stream(), offset().stream()).toList();
    TrainingStatistics all = TrainingStatistics.of(rows, label, weight, read);
    TrainingStatistics statistics =
        checked(
            all.ofFirst(columns.size()),
            getOrDefault(labelColumn()),
            isDefined(weightColumn()) ? getOrDefault(weightColumn()) : "");
    if (read.size() > columns.size()) {
      FeatureStatistics offset = all.features().get(columns.size());
      if (offset.known() < offset.rows()) {
        throw RankingErrors.badOffsets(offset.column(), offset.rows() - offset.known());
      }
    }
    return statistics;
  }

  private Dataset<Row> arranged(
      Dataset<Row> rows, Column label, Column weight, List<String> columns, int partitions) {
    List<Column> kept = new ArrayList<>();
    kept.add(named(getOrDefault(queryColumn())).as(QUERY));
    kept.add(named(getOrDefault(listingColumn)).as(LISTING));
    kept.add(label.as(LABEL));
    kept.add(weight.as(WEIGHT));
    offset().ifPresent(column -> kept.add(named(column).as(OFFSET)));
    columns.forEach(column -> kept.add(named(column)));
    List<Column> key = new ArrayList<>(List.of(col(QUERY)));
    List<Column> order = new ArrayList<>();
    if (queriesStayTogether()) {
      order.addAll(List.of(xxhash64(col(QUERY)), col(QUERY)));
    } else {
      key.add(col(LISTING));
    }
    order.add(xxhash64(col(QUERY), col(LISTING)));
    List.of(QUERY, LISTING, LABEL, WEIGHT).forEach(column -> order.add(col(column)));
    offset().ifPresent(column -> order.add(col(OFFSET)));
    order.add(xxhash64(columns.stream().map(KnownValue::named).toArray(Column[]::new)));
    return rows.filter(label.isNotNull().and(weight.gt(0)))
        .select(kept.toArray(Column[]::new))
        .repartition(partitions, key.toArray(Column[]::new))
        .sortWithinPartitions(order.toArray(Column[]::new));
  }

  public final Param<String> listingColumn() {
    return listingColumn;
  }

  public final FeatureRanker setListingColumn(String column) {
    set(listingColumn, column);
    return this;
  }
}
