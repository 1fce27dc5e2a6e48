package io.dealrank.evaluation.simulator;

import java.time.Duration;

/** What happens after a response, whichever side wrote first. */
final class Hire {
  private static final double INTERCEPT = -1.1;
  private static final double QUALITY = 0.4;
  private static final Duration MEDIAN_DELAY = Duration.ofDays(4);
  private static final double DELAY_SIGMA = 0.7;

  private Hire() {}

  /** P(hire | response, hireable) = logistic(-1.1 + fit(employer, terms) + 0.4 quality). */
  static double probability(Employer employer, Candidate candidate) {
    double fit = employer.taste().fit(candidate.terms());
    return Logistic.probability(INTERCEPT + fit + QUALITY * candidate.quality());
  }

  /** From the response to the hire: lognormal, median 4 d, 99% within 21 d. */
  static Duration delay(Draw draw) {
    return draw.logNormal(MEDIAN_DELAY, DELAY_SIGMA);
  }
}
