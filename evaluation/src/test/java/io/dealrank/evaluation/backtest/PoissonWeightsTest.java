package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PoissonWeightsTest {
  private static final int UNITS = 2000;
  private static final int REPLICATES = 500;

  @Test
  void weights_follow_the_poisson_distribution_with_mean_1() {
    double[] share = new double[4];
    double sum = 0;
    double squares = 0;
    int[] weights = new int[REPLICATES];
    for (int unit = 0; unit < UNITS; unit++) {
      new PoissonWeights(7).draw("query-" + unit, weights);
      for (int weight : weights) {
        sum += weight;
        squares += (double) weight * weight;
        if (weight < share.length) {
          share[weight] += 1.0 / UNITS / REPLICATES;
        }
      }
    }
    double mean = sum / UNITS / REPLICATES;
    double fiveSigma = 5 / Math.sqrt(UNITS * (double) REPLICATES);
    assertThat(mean).isCloseTo(1, within(fiveSigma));
    assertThat(squares / UNITS / REPLICATES - mean * mean).isCloseTo(1, within(3 * fiveSigma));
    assertThat(share[0]).isCloseTo(Math.exp(-1), within(fiveSigma));
    assertThat(share[3]).isCloseTo(Math.exp(-1) / 6, within(fiveSigma));
  }

  @Test
  void replicates_and_units_are_not_correlated() {
    int[] previous = new int[REPLICATES];
    int[] weights = new int[REPLICATES];
    double betweenUnits = 0;
    double betweenReplicates = 0;
    for (int unit = 0; unit < UNITS; unit++) {
      new PoissonWeights(7).draw("query-" + unit, weights);
      for (int b = 1; b < REPLICATES; b++) {
        betweenUnits += (weights[b] - 1) * (previous[b] - 1);
        betweenReplicates += (weights[b] - 1) * (weights[b - 1] - 1);
      }
      System.arraycopy(weights, 0, previous, 0, REPLICATES);
    }
    double fiveSigma = 5 / Math.sqrt(UNITS * (double) REPLICATES);
    assertThat(betweenUnits / UNITS / REPLICATES).isCloseTo(0, within(fiveSigma));
    assertThat(betweenReplicates / UNITS / REPLICATES).isCloseTo(0, within(fiveSigma));
  }

  @Test
  void a_weight_is_a_function_of_seed_unit_and_replicate() {
    int[] first = new int[REPLICATES];
    int[] again = new int[REPLICATES];
    int[] otherSeed = new int[REPLICATES];
    new PoissonWeights(7).draw("q", first);
    new PoissonWeights(7).draw("q", again);
    new PoissonWeights(8).draw("q", otherSeed);
    assertThat(again).isEqualTo(first);
    assertThat(otherSeed).isNotEqualTo(first);
  }
}
