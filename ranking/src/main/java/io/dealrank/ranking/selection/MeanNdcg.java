package io.dealrank.ranking.selection;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Mean over the lists of
 *
 * <pre>
 * NDCG@k = DCG@k / ideal DCG@k,   DCG@k = sum over positions p = 1..k of  (2^label - 1) / log2(1 + p)
 * </pre>
 *
 * where listings of one score share their positions: each has the mean of their gains (McSherry,
 * Najork 2008), so that the order of the rows does not matter. A list without a gain has no NDCG
 * and is counted apart; rows with a null label take no part.
 *
 * @param mean in [0, 1]; NaN if no list has a gain
 * @param lists that have a gain
 * @param emptyLists that have none
 */
record MeanNdcg(double mean, long lists, long emptyLists) {
  private static final String QUERY = "__query";
  private static final String SCORE = "__score";
  private static final String LABEL = "__label";

  /** One shuffle by query and a sort within its partitions. */
  static MeanNdcg of(Dataset<Row> scored, String query, String score, String label, int depth) {
    double[] sums =
        scored
            .select(
                named(query).cast("string").as(QUERY),
                named(score).cast("double").as(SCORE),
                named(label).cast("double").as(LABEL))
            .filter(col(LABEL).isNotNull())
            .repartition(col(QUERY))
            .sortWithinPartitions(col(QUERY), col(SCORE).desc())
            .javaRDD()
            .mapPartitions(rows -> Collections.singleton(sums(rows, depth)).iterator())
            .treeAggregate(new double[3], MeanNdcg::plus, MeanNdcg::plus, 2);
    return new MeanNdcg(
        sums[1] == 0 ? Double.NaN : sums[0] / sums[1], (long) sums[1], (long) sums[2]);
  }

  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }

  /** Sum of NDCG, lists with a gain, lists without. */
  private static double[] sums(Iterator<Row> rows, int depth) {
    double[] sums = new double[3];
    RankedList list = new RankedList();
    String query = null;
    boolean any = false;
    while (rows.hasNext()) {
      Row row = rows.next();
      String next = row.getString(0);
      if (any && !Objects.equals(next, query)) {
        list.addTo(sums, depth);
      }
      any = true;
      query = next;
      list.add(row.getDouble(1), Math.pow(2, Math.max(0, row.getDouble(2))) - 1);
    }
    if (any) {
      list.addTo(sums, depth);
    }
    return sums;
  }

  private static double[] plus(double[] a, double[] b) {
    for (int m = 0; m < a.length; m++) {
      a[m] += b[m];
    }
    return a;
  }

  /** Gains of one list, scores descending; emptied when it is added up. */
  static final class RankedList implements Serializable {
    private static final long serialVersionUID = 1L;

    private double[] scores = new double[64];
    private double[] gains = new double[64];
    private int size;

    void add(double score, double gain) {
      if (size == scores.length) {
        scores = Arrays.copyOf(scores, 2 * size);
        gains = Arrays.copyOf(gains, 2 * size);
      }
      scores[size] = score;
      gains[size++] = gain;
    }

    private void addTo(double[] sums, int depth) {
      double ndcg = ndcg(depth);
      if (Double.isNaN(ndcg)) {
        sums[2]++;
      } else {
        sums[0] += ndcg;
        sums[1]++;
      }
      size = 0;
    }

    /** NaN without a gain. */
    double ndcg(int depth) {
      double dcg = 0;
      for (int first = 0; first < Math.min(size, depth); ) {
        int end = first;
        double gain = 0;
        double discount = 0;
        while (end < size && scores[end] == scores[first]) {
          gain += gains[end];
          discount += end < depth ? discount(end) : 0;
          end++;
        }
        dcg += gain / (end - first) * discount;
        first = end;
      }
      double[] ideal = Arrays.copyOf(gains, size);
      Arrays.sort(ideal);
      double most = 0;
      for (int p = 0; p < Math.min(size, depth); p++) {
        most += ideal[size - 1 - p] * discount(p);
      }
      return most > 0 ? dcg / most : Double.NaN;
    }

    private static double discount(int place) {
      return Math.log(2) / Math.log(place + 2.0);
    }
  }
}
