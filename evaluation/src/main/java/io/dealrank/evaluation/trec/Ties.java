package io.dealrank.evaluation.trec;

/** What becomes of documents with equal scores. */
public enum Ties {
  /** Document id descending in UTF-8 bytes, as in trec_eval. */
  ID,
  /**
   * The exact expectation over a random order inside equal scores (McSherry and Najork 2008); a
   * measure for which it is not known is refused.
   */
  AVERAGE,
  /**
   * The rank column ascending, where it holds the position in production: ties stay as they were
   * shown; then document id descending.
   */
  RANK
}
