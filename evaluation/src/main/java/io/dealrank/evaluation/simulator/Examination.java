package io.dealrank.evaluation.simulator;

/** How far down a list people look. */
final class Examination {
  private static final double DECAY = 0.5;

  private Examination() {}

  /** P(examined | position) = position^-0.5, position 1-based. */
  static double probability(int position) {
    return Math.pow(position, -DECAY);
  }
}
