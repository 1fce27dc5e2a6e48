package io.dealrank.evaluation.position;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Bias of curves from groups of 2, 8 and 40 impressions: pairs, the likelihood that {@link
 * PositionLikelihood} maximises, and expectation maximisation over hidden events, examined and
 * attractive with probability e_k and r_g, without a prior of r_g and with Beta priors. Better
 * groups stand higher. Arguments: impressions (default 100000), seeds (default 5).
 */
public final class SmallGroupsBenchmark {
  private static final int K = 10;
  private static final double ETA = 0.7;
  private static final int ROUNDS = 1000;

  private SmallGroupsBenchmark() {}

  public static void main(String[] arguments) {
    int impressions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    for (int size : List.of(2, 8, 40)) {
      Map<String, List<double[]>> curves = new LinkedHashMap<>();
      for (int seed = 1; seed <= seeds; seed++) {
        List<GroupCells> groups = groups(impressions / size, size, new Random(seed));
        add(curves, "pairs", pairs(groups));
        add(curves, "likelihood", likelihood(groups));
        for (double strength : List.of(0.0, 0.1, 1.0, 5.0)) {
          add(curves, "hidden events, prior of " + strength, hidden(groups, strength));
        }
      }
      curves.forEach(
          (name, all) -> {
            double[] bias = new double[K];
            double squares = 0;
            for (double[] curve : all) {
              for (int k = 0; k < K; k++) {
                double error = curve[k] - Math.pow(k + 1, -ETA);
                bias[k] += error / all.size();
                squares += error * error / all.size() / (K - 1);
              }
            }
            System.out.printf(
                Locale.ROOT,
                "groups of %2d, %-26s bias at 2, 3, 5, 10: %+.3f %+.3f %+.3f %+.3f; root mean"
                    + " square error %.3f%n",
                size,
                name,
                bias[1],
                bias[2],
                bias[4],
                bias[9],
                Math.sqrt(squares));
          });
    }
  }

  private static void add(Map<String, List<double[]>> curves, String name, double[] curve) {
    curves.computeIfAbsent(name, key -> new ArrayList<>()).add(curve);
  }

  /** P(contact) 0.02 to 0.18 at position 1; each time the order is by it, with noise. */
  private static List<GroupCells> groups(int count, int size, Random random) {
    double[] attraction = new double[count];
    double[][] n = new double[count][K];
    double[][] c = new double[count][K];
    Arrays.setAll(attraction, g -> 0.02 + 0.16 * random.nextDouble());
    for (int time = 0; time < size; time++) {
      double[] score = new double[count];
      Arrays.setAll(score, g -> (attraction[g] - 0.1) / 0.046 * 1.5 + random.nextGaussian());
      List<Integer> order =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparingDouble(g -> -score[g]))
              .toList();
      for (int i = 0; i < count; i++) {
        int g = order.get(i);
        int k = (int) ((long) i * K / count);
        n[g][k]++;
        c[g][k] += random.nextDouble() < attraction[g] * Math.pow(k + 1, -ETA) ? 1 : 0;
      }
    }
    List<GroupCells> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      double[] shown = n[g];
      double[] contacted = c[g];
      int[] at = IntStream.range(0, K).filter(k -> shown[k] > 0).toArray();
      groups.add(
          new GroupCells(
              g % PairCounts.BLOCKS,
              at,
              Arrays.stream(at).mapToDouble(k -> shown[k]).toArray(),
              Arrays.stream(at).mapToDouble(k -> contacted[k]).toArray()));
    }
    return groups;
  }

  private static double[] pairs(List<GroupCells> groups) {
    return PairedComparison.strengths(wins(groups));
  }

  private static double[][] wins(List<GroupCells> groups) {
    PairCounts counts = new PairCounts(K);
    groups.forEach(counts::add);
    return counts.without(-1);
  }

  private static double[] likelihood(List<GroupCells> groups) {
    List<GroupCells> comparing = groups.stream().filter(GroupCells::compares).toList();
    return PositionLikelihood.maximise(
            curve -> {
              LikelihoodSums sums = new LikelihoodSums(K);
              comparing.forEach(group -> sums.add(group, curve));
              return sums;
            },
            PairedComparison.comparable(wins(groups)))
        .examination();
  }

  /**
   * A contact is an impression that is examined and attractive. r_g has a Beta prior that counts as
   * many impressions as its strength; its mean is that of all r_g, anew in every round.
   */
  private static double[] hidden(List<GroupCells> groups, double strength) {
    double contacts = groups.stream().mapToDouble(g -> Arrays.stream(g.contacts()).sum()).sum();
    double shown = groups.stream().mapToDouble(g -> Arrays.stream(g.impressions()).sum()).sum();
    double mean = contacts / shown;
    double[] e = new double[K];
    double[] r = new double[groups.size()];
    Arrays.fill(e, 0.5);
    Arrays.fill(r, Math.min(0.9, 2 * mean));
    mean = r[0];
    for (int round = 0; round < ROUNDS; round++) {
      double attractions = 0;
      double[] examined = new double[K];
      double[] all = new double[K];
      for (int g = 0; g < r.length; g++) {
        GroupCells group = groups.get(g);
        double attractive = strength * mean;
        double impressions = 0;
        for (int i = 0; i < group.positions().length; i++) {
          int k = group.positions()[i];
          double none = (group.impressions()[i] - group.contacts()[i]) / (1 - e[k] * r[g] + 1e-15);
          examined[k] += group.contacts()[i] + none * e[k] * (1 - r[g]);
          all[k] += group.impressions()[i];
          attractive += group.contacts()[i] + none * r[g] * (1 - e[k]);
          impressions += group.impressions()[i];
        }
        r[g] = attractive / (impressions + strength);
        attractions += r[g] * impressions;
      }
      mean = attractions / shown;
      Arrays.setAll(e, k -> examined[k] / all[k]);
    }
    double first = e[0];
    Arrays.setAll(e, k -> e[k] / first);
    return e;
  }
}
