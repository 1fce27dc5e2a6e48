package io.dealrank.ranking.delay;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Outcomes by whole steps of delay and of age, for {@link DelayEstimator}: an outcome takes part if
 * its step of delay ended before the as-of instant, that is if delay &lt; age in whole steps.
 */
final class DelayCounts implements Serializable {
  private final long[] byDelay;
  private final long[] byAge;
  private long outcomes;

  DelayCounts(int steps) {
    byDelay = new long[steps];
    byAge = new long[steps + 1];
  }

  /** Adds an outcome; both in whole steps, the age of its impression at the as-of instant. */
  DelayCounts add(long delay, long age) {
    if (delay >= 0 && delay < byDelay.length && delay < age) {
      byDelay[(int) delay]++;
      byAge[(int) Math.min(age, byDelay.length)]++;
      outcomes++;
    }
    return this;
  }

  DelayCounts merge(DelayCounts other) {
    for (int i = 0; i < byDelay.length; i++) {
      byDelay[i] += other.byDelay[i];
    }
    for (int i = 0; i < byAge.length; i++) {
      byAge[i] += other.byAge[i];
    }
    outcomes += other.outcomes;
    return this;
  }

  long outcomes() {
    return outcomes;
  }

  /** Outcomes whose impression is as old as the window or older. */
  long old() {
    return byAge[byDelay.length];
  }

  /**
   * F at the end of each step: F(last) = 1 and backwards F(u) = F(u + 1) (1 - d(u + 1) / R(u + 1)),
   * with d(u) outcomes of delay u and R(u) those of delay at most u and age above u.
   */
  List<Double> cumulative() {
    List<Double> backwards = new ArrayList<>();
    long upTo = outcomes;
    long tooYoung = outcomes - old();
    double share = 1;
    for (int u = byDelay.length - 1; u >= 0; u--) {
      backwards.add(share);
      // upTo: delay <= u; tooYoung: age <= u, whose delay is then below u
      long atRisk = upTo - tooYoung;
      share *= atRisk > 0 ? 1 - (double) byDelay[u] / atRisk : 1;
      upTo -= byDelay[u];
      tooYoung -= byAge[u];
    }
    Collections.reverse(backwards);
    return backwards;
  }
}
