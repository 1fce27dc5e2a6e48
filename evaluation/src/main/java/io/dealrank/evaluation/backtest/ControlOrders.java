package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.Ndcg;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Comparisons whose result is known beforehand; a judge that gets one of them wrong is broken. By
 * NDCG of the whole list:
 *
 * <ul>
 *   <li>{@code same_order}: the production order, given as scores, against itself: no difference in
 *       any list;
 *   <li>{@code shuffled_labels}: the model against production after the labels of a list were dealt
 *       out anew at random: no uplift beyond chance. An uplift here means that the lists themselves
 *       (length, number of positives) differ between the orders;
 *   <li>{@code random_order}: a random order in the place of the model against its expectation in
 *       the place of production: no difference beyond chance;
 *   <li>{@code oracle}: the labels as scores: NDCG 1 in every list.
 * </ul>
 *
 * <p>Random choices depend on the seed and the query alone: the same for any partitioning.
 *
 * @param seed of the random choices
 */
public record ControlOrders(long seed, Conventions conventions) {
  /** The comparisons by name, for {@link Comparison#ofColumns}. */
  public static final List<String> NAMES =
      List.of("same_order", "shuffled_labels", "random_order", "oracle");

  /** One row per list in the form of {@link PerQuery}; null where a list is not compared. */
  public Dataset<Row> perQuery(Dataset<Row> rankings, Layout layout) {
    StructType schema = OrderRows.schema(new StructType(), NAMES);
    long chosen = seed;
    Conventions judged = conventions;
    return EachList.map(rankings, layout, List.of(), schema, list -> row(list, chosen, judged));
  }

  private static Row row(JudgedList list, long seed, Conventions conventions) {
    int[] labels = list.labels();
    ListState state = ListState.of(labels.length, BacktestMetric.positives(labels), conventions);
    List<Object> cells = OrderRows.keys(list, state);
    if (state != ListState.COMPARED) {
      cells.addAll(Arrays.asList(new Object[3 * NAMES.size()]));
      return RowFactory.create(cells.toArray());
    }
    Random random = new Random(PoissonWeights.seedOf(seed, "query " + list.query()));
    double production = ndcg(labels, conventions);
    double expected = BacktestMetric.of("ndcg").ofRandomOrder(labels, conventions);
    double again =
        ndcg(RankedScores.descending(list.productionScores()).arrange(labels), conventions);
    int[] dealt = labels.clone();
    shuffle(dealt, random);
    RankedScores model = RankedScores.descending(list.modelScores());
    int[] order = labels.clone();
    shuffle(order, random);
    double[] asScores = Arrays.stream(labels).asDoubleStream().toArray();
    add(cells, production, again, expected);
    add(cells, ndcg(dealt, conventions), ndcg(model.arrange(dealt), conventions), expected);
    add(cells, expected, ndcg(order, conventions), expected);
    add(
        cells,
        production,
        ndcg(RankedScores.descending(asScores).arrange(labels), conventions),
        expected);
    return RowFactory.create(cells.toArray());
  }

  private static void add(List<Object> cells, double production, double model, double random) {
    cells.add(production);
    cells.add(model);
    cells.add(random);
  }

  private static double ndcg(int[] ranked, Conventions conventions) {
    return Ndcg.at(Ndcg.WHOLE_LIST, ranked, ranked, conventions.gain(), conventions.discount());
  }

  /** Fisher and Yates. */
  private static void shuffle(int[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
