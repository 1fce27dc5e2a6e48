package io.dealrank.evaluation.simulator;

/**
 * How a resume looks: with a hidden care b, standard normal, P(photo) = logistic(0.5 + b) and
 * completeness = logistic(0.8 + 0.9 b + 0.5 z).
 *
 * @param completeness share of the form filled in, 0 to 1, in hundredths
 * @param prettiness 0.6 b + 0.6 (photo - 0.6) + 1.5 (completeness - 0.65), about mean 0, deviation
 *     1
 */
record Looks(boolean photo, double completeness, double prettiness) {
  static Looks of(Draw draw) {
    double care = draw.normal();
    boolean photo = draw.happens(Logistic.probability(0.5 + care));
    double filled = Logistic.probability(0.8 + 0.9 * care + 0.5 * draw.normal());
    double completeness = Math.round(100 * filled) / 100.0;
    return new Looks(
        photo,
        completeness,
        0.6 * care + 0.6 * ((photo ? 1 : 0) - 0.6) + 1.5 * (completeness - 0.65));
  }
}
