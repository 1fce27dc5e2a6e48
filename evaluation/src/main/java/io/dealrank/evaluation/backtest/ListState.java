package io.dealrank.evaluation.backtest;

import java.util.Locale;

/** What became of a list in the backtest; only compared lists enter a mean. */
public enum ListState {
  /** Long enough, with a positive. */
  COMPARED,
  /** Nothing in it has a label above 0: every order is as good as any other. */
  NO_POSITIVE,
  /** Fewer listings than the minimum: there is nothing to reorder. Decided first. */
  TOO_SHORT;

  /** The text in the column {@code state}: {@code compared}, {@code no_positive}, ... */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ListState of(int listings, int positives, Conventions conventions) {
    if (listings < conventions.minimumListLength()) {
      return TOO_SHORT;
    }
    return positives == 0 ? NO_POSITIVE : COMPARED;
  }
}
