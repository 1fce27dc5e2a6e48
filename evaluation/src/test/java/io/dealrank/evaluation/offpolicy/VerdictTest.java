package io.dealrank.evaluation.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What a verdict is worth where the truth is known: 500 drawn logs of 2,000 rows and 20 actions
 * with reward rates of 2% to 8%, for targets further and further away from the logging policy. The
 * table it prints is the one of docs/evaluation-bias.md.
 */
class VerdictTest {
  private static final int ACTIONS = 20;
  private static final int ROWS = 2000;
  private static final int LOGS = 500;

  /**
   * Sums over logs of the squared relative error, of the logs covered by the interval, and logs.
   */
  private static final class Errors {
    private double squares;
    private int covered;
    private int logs;

    void add(double relativeError, boolean inside) {
      squares += relativeError * relativeError;
      covered += inside ? 1 : 0;
      logs++;
    }

    double size() {
      return Math.sqrt(squares / logs);
    }

    double coverage() {
      return (double) covered / logs;
    }
  }

  @Test
  void refused_estimates_are_further_from_the_truth() {
    double previousShare = 1;
    for (double sharpness : new double[] {0.5, 1, 2, 3, 4, 6}) {
      Errors usable = new Errors();
      Errors refused = new Errors();
      double effective = 0;
      for (int seed = 0; seed < LOGS; seed++) {
        effective += draw(sharpness, new SplittableRandom(31L * seed + 7), usable, refused) / LOGS;
      }
      double share = (double) usable.logs / LOGS;
      System.out.printf(
          Locale.ROOT,
          "| %.1f | %.0f | %.0f%% | %.0f%% | %.0f%% | %.0f%% | %.0f%% |%n",
          sharpness,
          effective,
          100 * share,
          100 * usable.size(),
          100 * usable.coverage(),
          100 * refused.size(),
          100 * refused.coverage());
      assertThat(share).as("sharpness %s", sharpness).isLessThanOrEqualTo(previousShare);
      if (refused.logs >= 30) {
        assertThat(refused.size()).as("sharpness %s", sharpness).isGreaterThan(usable.size());
      }
      previousShare = share;
    }
    assertThat(previousShare).isLessThan(0.2);
  }

  /** Draws a log, adds its error, and returns the effective sample size. */
  private static double draw(
      double sharpness, SplittableRandom random, Errors usable, Errors refused) {
    double[] logging = new double[ACTIONS];
    double[] target = new double[ACTIONS];
    double[] rate = new double[ACTIONS];
    double sumLogging = 0;
    double sumTarget = 0;
    for (int a = 0; a < ACTIONS; a++) {
      double was = 2 * random.nextDouble() - 1;
      double is = 2 * random.nextDouble() - 1;
      logging[a] = Math.exp(was);
      target[a] = Math.exp(sharpness * (is - was));
      rate[a] = 0.02 + 0.06 * random.nextDouble();
      sumLogging += logging[a];
      sumTarget += target[a];
    }
    double truth = 0;
    for (int a = 0; a < ACTIONS; a++) {
      logging[a] /= sumLogging;
      target[a] /= sumTarget;
      truth += target[a] * rate[a];
    }
    double[] of = new double[ROWS];
    double[] by = new double[ROWS];
    double[] rewards = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double left = random.nextDouble();
      int a = 0;
      while (a < ACTIONS - 1 && left >= logging[a]) {
        left -= logging[a++];
      }
      of[i] = target[a];
      by[i] = logging[a];
      rewards[i] = random.nextDouble() < rate[a] ? 1 : 0;
    }
    ImportanceWeights weights = ImportanceWeights.of(of, by);
    OffPolicyEstimate estimate = SelfNormalised.of(weights, rewards);
    (Verdict.of(weights, rewards).informative() ? usable : refused)
        .add(estimate.value() / truth - 1, estimate.interval(0.95).contains(truth));
    return weights.effectiveSampleSize();
  }
}
