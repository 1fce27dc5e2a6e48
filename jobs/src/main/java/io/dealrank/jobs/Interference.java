package io.dealrank.jobs;

import org.apache.spark.sql.Row;

/**
 * How far the arms of an experiment share what they compete for.
 *
 * @param candidates those contacted
 * @param shared those of them contacted from more than one arm
 * @param contacts all contacts
 * @param sharedContacts those of shared candidates
 * @param unknown contacts of units outside the experiment
 */
record Interference(
    long candidates, long shared, long contacts, long sharedContacts, long unknown) {
  /** From the row of {@link io.dealrank.evaluation.experiment.UnitTable#interference}. */
  static Interference of(Row row) {
    return new Interference(
        row.getAs("candidates"),
        row.getAs("shared"),
        row.getAs("contacts"),
        row.getAs("shared_contacts"),
        row.getAs("unknown"));
  }

  /** Share of the candidates that are shared; NaN without any. */
  double sharedShare() {
    return (double) shared / candidates;
  }

  /** Share of the contacts that shared candidates hold; NaN without any. */
  double sharedContactsShare() {
    return (double) sharedContacts / contacts;
  }
}
