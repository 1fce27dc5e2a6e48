package io.dealrank.evaluation.position;

import static org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaRDD;

/**
 * A curve before it is smoothed: examination by position and the exponent of the power law, of all
 * groups and of all but each block, which the jackknife takes its standard errors from.
 *
 * @param examination relative to position 1, index 0
 * @param eta of k^-eta
 * @param leftOut both without a block, the exponent last; of blocks with a comparison
 * @param convergence how the likelihood was maximised; null for pairs
 */
record CurveEstimate(
    double[] examination, double eta, List<double[]> leftOut, Convergence convergence) {

  /** By pairs of positions. */
  static CurveEstimate ofPairs(PairCounts counts) {
    double[][] wins = counts.without(-1);
    return new CurveEstimate(
        PairedComparison.strengths(wins),
        PairedComparison.exponent(wins),
        leftOut(
            counts,
            b -> {
              double[][] rest = counts.without(b);
              return with(PairedComparison.strengths(rest), PairedComparison.exponent(rest));
            }),
        null);
  }

  /**
   * By the likelihood, in passes over the groups that compare, which stay in memory meanwhile.
   *
   * @param counts of these groups, to start from
   */
  static CurveEstimate ofLikelihood(JavaRDD<GroupCells> groups, PairCounts counts) {
    double[][] wins = counts.without(-1);
    int positions = wins.length;
    JavaRDD<GroupCells> comparing = groups.filter(GroupCells::compares).persist(MEMORY_AND_DISK());
    try {
      Function<double[], LikelihoodSums> pass =
          curve ->
              comparing.treeAggregate(
                  new LikelihoodSums(positions),
                  (sums, group) -> sums.add(group, curve),
                  LikelihoodSums::merge);
      PositionLikelihood.Maximum maximum =
          PositionLikelihood.maximise(pass, PairedComparison.comparable(wins));
      double[] etas =
          PositionLikelihood.exponents(pass, positions, PairedComparison.exponent(wins));
      return new CurveEstimate(
          maximum.examination(),
          etas[0],
          leftOut(counts, b -> with(maximum.without(b), etas[b + 1])),
          maximum.convergence());
    } finally {
      var unused = comparing.unpersist(false);
    }
  }

  private static List<double[]> leftOut(PairCounts counts, IntFunction<double[]> without) {
    List<double[]> leftOut = new ArrayList<>();
    for (int b = 0; b < PairCounts.BLOCKS; b++) {
      if (counts.has(b)) {
        leftOut.add(without.apply(b));
      }
    }
    return leftOut;
  }

  private static double[] with(double[] examination, double eta) {
    double[] both = Arrays.copyOf(examination, examination.length + 1);
    both[examination.length] = eta;
    return both;
  }

  /** Of the examination at index k; NaN with fewer than two blocks. */
  double standardError(int k) {
    return jackknife(k);
  }

  double etaStandardError() {
    return jackknife(examination.length);
  }

  /** sqrt((B - 1) / B sum (x_b - mean)^2) over the estimates with one of B blocks left out. */
  private double jackknife(int index) {
    int blocks = leftOut.size();
    double mean = leftOut.stream().mapToDouble(x -> x[index]).sum() / blocks;
    double squares = leftOut.stream().mapToDouble(x -> Math.pow(x[index] - mean, 2)).sum();
    return blocks < 2 ? Double.NaN : Math.sqrt(squares * (blocks - 1) / blocks);
  }
}
