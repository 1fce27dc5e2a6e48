package io.dealrank.evaluation.interleaving;

import java.util.SplittableRandom;

/** A list made of two, and the rule that credits clicks in it to one or the other. */
public sealed interface Interleaved permits TeamDraft, Balanced {
  /** The listings in the order shown. */
  int[] ranking();

  /**
   * The clicks that each of the two rankers is credited with.
   *
   * @param clicked indices into {@link #ranking}, from 0, each at most once
   */
  Credit credit(int... clicked);

  /**
   * Clicks by ranker.
   *
   * @param a of the first ranker
   * @param b of the second
   */
  record Credit(int a, int b) {}

  /** How to interleave. */
  enum Method {
    /** {@link TeamDraft}. */
    TEAM_DRAFT,
    /** {@link Balanced}. */
    BALANCED;

    /** The mixture of two lists, with the coins of a generator. */
    public Interleaved merge(int[] a, int[] b, int length, SplittableRandom random) {
      return switch (this) {
        case TEAM_DRAFT -> TeamDraft.draft(a, b, length, random);
        case BALANCED -> Balanced.merge(a, b, length, random.nextBoolean());
      };
    }
  }

  /** Refuses an index outside the ranking. */
  static int requireIndex(int index, int length) {
    if (index < 0 || index >= length) {
      throw new IllegalArgumentException(
          "A click at index %d of a list of %d: indices are 0 to %d. Subtract 1 from positions."
              .formatted(index, length, length - 1));
    }
    return index;
  }
}
