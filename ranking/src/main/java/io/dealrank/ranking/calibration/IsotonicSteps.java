package io.dealrank.ranking.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The non-decreasing function of the score that fits the labels best, by {@link
 * PoolAdjacentViolators}.
 *
 * <ol>
 *   <li>Rows of equal score are pooled first, so that ties do not depend on an order.
 *   <li>With at most {@code bins} distinct scores each is a point; with more, scores in ascending
 *       order are cut into {@code bins} bins of equal numbers of rows (a score is never cut) and a
 *       bin is a point at its mean score. What reaches the driver is bounded by {@code bins}.
 *   <li>Each pooled block is kept by its first and last score, with one probability; {@link
 *       StepCurve} is linear between blocks.
 *   <li>The ends are smoothed: the lowest and the highest block each get m more rows at the base
 *       rate r, hence {@code (W+ + m r) / (W + m)} with W and W+ the weights of rows and positives;
 *       a block that now is out of order with its neighbour is pooled with it, so that a few rows
 *       at an end never move a well-filled block by more than their share. For a prior strength m
 *       &gt; 0 no probability is 0 or 1: the log loss stays finite.
 * </ol>
 */
final class IsotonicSteps {
  private static final int COUNT = 0;
  private static final int WEIGHT = 1;
  private static final int POSITIVE = 2;
  private static final int MOMENT = 3;
  private static final int CELLS = 4;

  private IsotonicSteps() {}

  /** The steps fitted to rows of both classes. */
  static StepCurve fit(
      JavaRDD<double[]> blocks, CalibrationTally tally, int bins, double priorStrength) {
    List<double[]> points = points(sorted(blocks), bins);
    double[] x = new double[points.size()];
    double[] y = new double[points.size()];
    double[] w = new double[points.size()];
    for (int i = 0; i < x.length; i++) {
      double[] point = points.get(i);
      x[i] = score(point);
      y[i] = point[POSITIVE] / point[WEIGHT];
      w[i] = point[WEIGHT];
    }
    double[] fitted = PoolAdjacentViolators.fit(y, w);
    double rate = tally.positiveWeight / tally.weight;
    smoothBlock(fitted, w, fitted[fitted.length - 1], rate, priorStrength);
    smoothBlock(fitted, w, fitted[0], rate, priorStrength);
    return knots(x, PoolAdjacentViolators.fit(fitted, w));
  }

  /** The ends of each block of equal values. */
  private static StepCurve knots(double[] x, double[] p) {
    int[] kept =
        IntStream.range(0, x.length)
            .filter(i -> i == 0 || i == x.length - 1 || p[i - 1] != p[i] || p[i] != p[i + 1])
            .toArray();
    return new StepCurve(
        Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> p[i]).toArray());
  }

  /** Adds rows at the base rate to the block of a value, in place. */
  private static void smoothBlock(
      double[] p, double[] w, double value, double rate, double strength) {
    double weight = 0;
    for (int i = 0; i < p.length; i++) {
      weight += p[i] == value ? w[i] : 0;
    }
    double smoothed = (weight * value + strength * rate) / (weight + strength);
    for (int i = 0; i < p.length; i++) {
      if (p[i] == value) {
        p[i] = smoothed;
        w[i] *= (weight + strength) / weight;
      }
    }
  }

  /** {count, weight, weight of positives, weight * score} by distinct score, ascending. */
  private static JavaPairRDD<Double, double[]> sorted(JavaRDD<double[]> blocks) {
    return blocks.flatMapToPair(IsotonicSteps::cells).reduceByKey(IsotonicSteps::plus).sortByKey();
  }

  private static Iterator<Tuple2<Double, double[]>> cells(double[] block) {
    List<Tuple2<Double, double[]>> cells = new ArrayList<>(block.length / ScoredRows.CELLS);
    for (int at = 0; at < block.length; at += ScoredRows.CELLS) {
      double weight = block[at + ScoredRows.WEIGHT];
      if (weight > 0) {
        double score = block[at + ScoredRows.SCORE] + 0.0; // -0 is 0
        cells.add(
            new Tuple2<>(
                score,
                new double[] {1, weight, weight * block[at + ScoredRows.LABEL], weight * score}));
      }
    }
    return cells.iterator();
  }

  private static double[] plus(double[] left, double[] right) {
    double[] sum = left.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += right[i];
    }
    return sum;
  }

  /** The points in ascending order, at most {@code bins}. */
  private static List<double[]> points(JavaPairRDD<Double, double[]> sorted, int bins) {
    int partitions = sorted.getNumPartitions();
    long[] counts =
        sorted
            .mapPartitionsWithIndex(IsotonicSteps::counted, true)
            .treeAggregate(
                new long[2 * partitions],
                (all, part) -> {
                  all[2 * (int) part[0]] += part[1];
                  all[2 * (int) part[0] + 1] += part[2];
                  return all;
                },
                IsotonicSteps::plus);
    long[] before = new long[2 * partitions + 2];
    for (int i = 0; i < counts.length; i++) {
      before[i + 2] = before[i] + counts[i];
    }
    long distinct = before[2 * partitions];
    long rows = before[2 * partitions + 1];
    int used = (int) Math.min(bins, distinct);
    double[] sums =
        sorted
            .mapPartitionsWithIndex(
                (index, cells) ->
                    binned(cells, before[2 * index], before[2 * index + 1], used, distinct, rows),
                true)
            .treeAggregate(new double[CELLS * used], IsotonicSteps::addTo, IsotonicSteps::addTo);
    List<double[]> points = new ArrayList<>();
    for (int bin = 0; bin < used; bin++) {
      double[] point = Arrays.copyOfRange(sums, CELLS * bin, CELLS * (bin + 1));
      double[] last = points.isEmpty() ? null : points.get(points.size() - 1);
      if (last != null && point[COUNT] > 0 && score(point) <= score(last)) {
        addTo(last, point); // scores that differ by less than their mean's rounding
      } else if (point[COUNT] > 0) {
        points.add(point);
      }
    }
    return points;
  }

  private static double score(double[] point) {
    return point[MOMENT] / point[WEIGHT];
  }

  /** {partition, distinct scores, rows}. */
  private static Iterator<long[]> counted(int index, Iterator<Tuple2<Double, double[]>> cells) {
    long[] counts = {index, 0, 0};
    while (cells.hasNext()) {
      counts[1]++;
      counts[2] += (long) cells.next()._2()[COUNT];
    }
    return List.of(counts).iterator();
  }

  private static Iterator<double[]> binned(
      Iterator<Tuple2<Double, double[]>> cells,
      long distinctBefore,
      long rowsBefore,
      int bins,
      long distinct,
      long rows) {
    double[] sums = new double[CELLS * bins];
    long scores = distinctBefore;
    long counted = rowsBefore;
    while (cells.hasNext()) {
      double[] cell = cells.next()._2();
      long bin = distinct <= bins ? scores : counted * bins / rows;
      for (int i = 0; i < CELLS; i++) {
        sums[CELLS * (int) bin + i] += cell[i];
      }
      scores++;
      counted += (long) cell[COUNT];
    }
    return List.of(sums).iterator();
  }

  private static double[] addTo(double[] sums, double[] more) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
    return sums;
  }

  private static long[] plus(long[] left, long[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }
}
