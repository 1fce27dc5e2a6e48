package io.dealrank.features.vertical;

/**
 * Where an outcome is recorded.
 *
 * @param from {@code contacts} or a signal
 * @param at its time column; null there: it did not happen
 */
public record Outcome(String from, String at) {
  /** Checks that the table is given. */
  public Outcome {
    Names.require(from, "from");
    at = at == null ? ("contacts".equals(from) ? "contacted_at" : "at") : at;
  }
}
