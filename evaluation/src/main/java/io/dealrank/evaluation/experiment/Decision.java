package io.dealrank.evaluation.experiment;

/** What is to be done, as a metric or the whole experiment says it. */
public enum Decision {
  /** The arms are not what they should be: nothing can be read. */
  INVALID("invalid: the sizes of the arms are not the planned ones"),
  /** Better, or not worse than tolerated. */
  SHIP("ship"),
  /** Worse, or an effect worth having is ruled out. */
  DO_NOT_SHIP("do not ship"),
  /** Neither is shown yet. */
  NOT_ENOUGH_DATA("not enough data");

  private final String words;

  Decision(String words) {
    this.words = words;
  }

  /** In words. */
  public String words() {
    return words;
  }
}
