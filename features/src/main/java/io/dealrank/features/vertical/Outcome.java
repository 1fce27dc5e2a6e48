package io.dealrank.features.vertical;

/** Where an outcome is recorded. */
public record Outcome(
    @Key(
            meaning = "where the outcome is recorded",
            type = "`contacts` or a signal",
            example = "from: refusals")
        String from,
    @Key(
            meaning = "when it happened; null: it did not",
            type = "SQL: time",
            fallback = "`contacted_at` of contacts, `at` of a signal",
            example = "from: contacts, at: deal_at")
        String at) {
  /** Checks that the table is given. */
  public Outcome {
    Names.require(from, "from");
    at = at == null ? ("contacts".equals(from) ? "contacted_at" : "at") : at;
  }
}
