package io.dealrank.evaluation.position;

/** How noisy estimates by position become a curve. */
public enum Smoothing {
  /** e_k = k^-eta: one parameter, for few contacts; assumes the shape. */
  POWER_LAW,

  /**
   * The closest curve that never rises (pooled adjacent violators, weighted by impressions):
   * assumes only that nobody examines a lower position more often; for many contacts.
   */
  ISOTONIC
}
