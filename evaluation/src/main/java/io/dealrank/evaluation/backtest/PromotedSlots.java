package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.metrics.RandomOrder;
import io.dealrank.evaluation.metrics.ScoreOrder;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What is left of an uplift when a share of the slots is sold. In a list of n listings with share
 * s, {@code m = round(s n)} slots are fixed, evenly from the top ({@code floor(i / s)}, i = 0, 1,
 * ..., 0-based): every tenth from the first for 10%. The m listings with the highest {@code bid}
 * fill them, highest first; the others follow in the organic order, production's or the model's.
 * The promoted listings and slots are the same in both orders, so that only the organic part can
 * differ.
 *
 * <p>A bid is whatever the auction ranks by, as bid times click-through rate. Where no bid is known
 * (null), the promoted are drawn at random, from the seed and the query: promotion that knows
 * nothing of relevance.
 *
 * @param shares of the slots, each in [0, 1)
 * @param seed of the draw
 */
public record PromotedSlots(List<Double> shares, long seed, Conventions conventions)
    implements Serializable {
  /** 0, 10, 20 and 30%. */
  public static final List<Double> SHARES = List.of(0.0, 0.1, 0.2, 0.3);

  /** DOUBLE column: what the auction ranks by; null: drawn at random. */
  public static final String BID = "bid";

  private static final int DEPTH = 10;

  public PromotedSlots {
    shares = List.copyOf(shares);
    for (double share : shares) {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(
            "share of promoted slots " + share + " is not in [0, 1), for example 0.1");
      }
    }
  }

  /** The name of the columns of a share, for {@link Comparison#ofColumns}: {@code promoted_10}. */
  public static String name(double share) {
    return "promoted_" + Math.round(100 * share);
  }

  /** The names of all shares. */
  public List<String> names() {
    return shares.stream().map(PromotedSlots::name).toList();
  }

  /**
   * NDCG@10 of every list in both orders at every share, in the form of {@link PerQuery}.
   *
   * @param rankings as {@link JudgedRankings#SCHEMA} with {@link #BID}
   */
  public Dataset<Row> perQuery(Dataset<Row> rankings, Layout layout) {
    StructType schema = OrderRows.schema(new StructType(), names());
    return EachList.map(rankings, layout, List.of(BID), schema, this::row);
  }

  private Row row(JudgedList list) {
    int[] labels = list.labels();
    ListState state = ListState.of(labels.length, BacktestMetric.positives(labels), conventions);
    List<Object> cells = OrderRows.keys(list, state);
    if (state != ListState.COMPARED) {
      cells.addAll(Arrays.asList(new Object[3 * shares.size()]));
      return RowFactory.create(cells.toArray());
    }
    int[] production = IntStream.range(0, labels.length).toArray();
    int[] model = RankedScores.descending(list.modelScores()).order();
    int[] promoted = ScoreOrder.descending(bids(list));
    double random = RandomOrder.ndcg(DEPTH, labels, conventions.gain(), conventions.discount());
    for (double share : shares) {
      cells.add(ndcg(labels, mixed(production, promoted, share)));
      cells.add(ndcg(labels, mixed(model, promoted, share)));
      cells.add(random);
    }
    return RowFactory.create(cells.toArray());
  }

  private double[] bids(JudgedList list) {
    double[] bids = list.feature(0);
    Random random = new Random(PoissonWeights.seedOf(seed, "query " + list.query()));
    for (int i = 0; i < bids.length; i++) {
      double drawn = random.nextDouble() - 2; // below every bid, in random order
      bids[i] = Double.isNaN(bids[i]) ? drawn : Math.max(0, bids[i]);
    }
    return bids;
  }

  private double ndcg(int[] labels, int[] order) {
    int[] ranked = new int[labels.length];
    Arrays.setAll(ranked, rank -> labels[order[rank]]);
    return Ndcg.at(DEPTH, ranked, ranked, conventions.gain(), conventions.discount());
  }

  /**
   * The order with promoted slots.
   *
   * @param organic listings by rank
   * @param byBid listings by bid, highest first
   */
  static int[] mixed(int[] organic, int[] byBid, double share) {
    int n = organic.length;
    int sold = (int) Math.round(share * n);
    boolean[] taken = new boolean[n];
    int[] order = new int[n];
    Arrays.fill(order, -1);
    for (int i = 0; i < sold; i++) {
      order[(int) Math.min(n - 1, Math.floor(i / share))] = byBid[i];
      taken[byBid[i]] = true;
    }
    int next = 0;
    for (int rank = 0; rank < n; rank++) {
      if (order[rank] < 0) {
        while (taken[organic[next]]) {
          next++;
        }
        order[rank] = organic[next++];
      }
    }
    return order;
  }
}
