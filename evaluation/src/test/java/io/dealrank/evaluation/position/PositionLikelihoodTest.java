package io.dealrank.evaluation.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PositionLikelihoodTest {
  private static final int POSITIONS = 6;
  private static final long SEED = new Random().nextInt(1_000_000);

  /** Groups at two to four positions each, better ones higher, with examination 1 / k. */
  private static List<GroupCells> groups(Random random, int count, double rate) {
    List<GroupCells> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      double attraction = rate * (0.5 + random.nextDouble());
      int first = (int) Math.min(4, 5 * (1 - attraction / (1.5 * rate)) + 2 * random.nextDouble());
      int last = Math.min(POSITIONS, first + 2 + random.nextInt(3));
      int[] positions = new int[last - first];
      double[] impressions = new double[positions.length];
      double[] contacts = new double[positions.length];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = first + i;
        impressions[i] = 1 + random.nextInt(5);
        for (int n = 0; n < impressions[i]; n++) {
          contacts[i] += random.nextDouble() * (first + i + 1) < attraction ? 1 : 0;
        }
      }
      GroupCells group = new GroupCells(g % PairCounts.BLOCKS, positions, impressions, contacts);
      if (group.compares()) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static Function<double[], LikelihoodSums> pass(List<GroupCells> groups) {
    return curve -> {
      LikelihoodSums sums = new LikelihoodSums(POSITIONS);
      groups.forEach(group -> sums.add(group, curve));
      return sums;
    };
  }

  private static double[] flat() {
    double[] start = new double[POSITIONS];
    Arrays.fill(start, 1);
    return start;
  }

  /** Attraction and examination in turns, as in the formulas. */
  private static double[] naive(List<GroupCells> groups, int rounds) {
    double[] e = flat();
    for (int round = 0; round < rounds; round++) {
      double[] contacts = new double[POSITIONS];
      double[] ifExamined = new double[POSITIONS];
      for (GroupCells g : groups) {
        double all = Arrays.stream(g.contacts()).sum();
        double examined = 0;
        for (int i = 0; i < g.positions().length; i++) {
          examined += g.impressions()[i] * e[g.positions()[i]];
        }
        for (int i = 0; i < g.positions().length; i++) {
          contacts[g.positions()[i]] += g.contacts()[i];
          ifExamined[g.positions()[i]] += g.impressions()[i] * all / examined;
        }
      }
      Arrays.setAll(e, k -> contacts[k] / ifExamined[k]);
      double first = e[0];
      Arrays.setAll(e, k -> e[k] / first);
    }
    return e;
  }

  @Test
  void the_maximum_is_that_of_expectation_maximisation_on_plain_arrays() {
    List<GroupCells> groups = groups(new Random(SEED), 3000, 0.4);
    PositionLikelihood.Maximum maximum = PositionLikelihood.maximise(pass(groups), flat());

    assertThat(maximum.convergence().converged()).as("seed " + SEED).isTrue();
    assertThat(maximum.convergence().steps()).as("seed " + SEED).isLessThan(20);
    assertThat(maximum.examination())
        .as("seed " + SEED)
        .containsExactly(naive(groups, 5000), within(1e-9));
  }

  @Test
  void the_likelihood_never_falls_whatever_the_start() {
    for (int draw = 0; draw < 200; draw++) {
      long seed = SEED + draw;
      Random random = new Random(seed);
      List<GroupCells> groups =
          groups(random, 20 + random.nextInt(200), 0.05 + random.nextDouble());
      double[] start = flat();
      for (int k = 1; k < POSITIONS; k++) {
        start[k] = Math.exp(3 * random.nextGaussian());
      }
      Function<double[], LikelihoodSums> pass = pass(groups);
      List<Double> path = PositionLikelihood.maximise(pass, start).path();
      for (int step = 1; step < path.size(); step++) {
        assertThat(path.get(step))
            .as("seed " + seed + ", step " + step)
            .isGreaterThanOrEqualTo(path.get(step - 1) - 1e-12 * Math.abs(path.get(0)));
      }
      // and of expectation maximisation alone
      double[] e = start;
      double before = pass.apply(e).without(-1).logLikelihood();
      for (int step = 0; step < 20; step++) {
        e = PositionLikelihood.expectation(pass.apply(e).without(-1), e);
        double after = pass.apply(e).without(-1).logLikelihood();
        if (Double.isNaN(after)) {
          break; // no contact at the first position: nothing is relative to it
        }
        assertThat(after)
            .as("seed " + seed + ", step " + step)
            .isGreaterThanOrEqualTo(before - 1e-12 * Math.abs(before));
        before = after;
      }
    }
  }

  @Test
  void gradient_and_information_are_the_derivatives_of_the_likelihood() {
    Random random = new Random(SEED);
    Function<double[], LikelihoodSums> pass = pass(groups(random, 100, 0.5));
    double[] at = flat();
    Arrays.setAll(at, k -> Math.exp(random.nextGaussian()));
    LikelihoodSums.Total total = pass.apply(at).without(3);
    double h = 1e-4;
    for (int k = 0; k < POSITIONS; k++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[k] *= Math.exp(h);
      down[k] *= Math.exp(-h);
      LikelihoodSums.Total above = pass.apply(up).without(3);
      LikelihoodSums.Total below = pass.apply(down).without(3);
      assertThat(total.contacts()[k] - total.expected()[k])
          .as("seed " + SEED)
          .isCloseTo((above.logLikelihood() - below.logLikelihood()) / (2 * h), within(1e-4));
      for (int j = 0; j < POSITIONS; j++) {
        assertThat(total.information()[k][j])
            .as("seed " + SEED)
            .isCloseTo((above.expected()[j] - below.expected()[j]) / (2 * h), within(1e-4));
      }
    }
  }

  @Test
  void a_curve_without_a_block_is_close_to_that_of_the_other_groups_alone() {
    List<GroupCells> groups = groups(new Random(SEED), 3000, 0.4);
    PositionLikelihood.Maximum all = PositionLikelihood.maximise(pass(groups), flat());
    for (int block = 0; block < PairCounts.BLOCKS; block++) {
      int left = block;
      List<GroupCells> rest = groups.stream().filter(g -> g.block() != left).toList();
      double[] exact = PositionLikelihood.maximise(pass(rest), flat()).examination();
      double[] step = all.without(block);
      for (int k = 1; k < POSITIONS; k++) {
        double moved = Math.abs(exact[k] - all.examination()[k]);
        assertThat(step[k])
            .as("seed " + SEED + ", block " + block)
            .isCloseTo(exact[k], within(0.1 * moved + 2e-3));
      }
    }
  }

  @Test
  void a_position_that_only_ever_wins_is_told_as_not_converged() {
    GroupCells behind =
        new GroupCells(0, new int[] {0, 1}, new double[] {1, 1}, new double[] {0, 1});
    GroupCells level =
        new GroupCells(1, new int[] {0, 2}, new double[] {2, 2}, new double[] {1, 1});
    double[] start = {1, 1, 1, Double.NaN, Double.NaN, Double.NaN};
    PositionLikelihood.Maximum maximum =
        PositionLikelihood.maximise(pass(List.of(behind, level)), start);
    assertThat(maximum.convergence().converged()).isFalse();
    assertThat(maximum.examination()[2]).isCloseTo(1, within(1e-9));
    assertThat(maximum.examination()[3]).isNaN();
  }

  @Test
  void the_exponent_of_a_power_law_comes_back() {
    List<GroupCells> exact = new ArrayList<>();
    for (int g = 0; g < 40; g++) {
      double[] contacts = {6, 3, 2};
      Arrays.setAll(contacts, k -> 60 * Math.pow(k + 1, -0.8));
      exact.add(
          new GroupCells(
              g % PairCounts.BLOCKS, new int[] {0, 1, 2}, new double[] {90, 90, 90}, contacts));
    }
    double[] etas = PositionLikelihood.exponents(pass(exact), POSITIONS, 0);
    for (double eta : etas) {
      assertThat(eta).isCloseTo(0.8, within(1e-9));
    }
  }
}
