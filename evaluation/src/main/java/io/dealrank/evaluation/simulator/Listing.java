package io.dealrank.evaluation.simulator;

import java.time.Instant;

/** A resume or a vacancy as the production order sees it. */
interface Listing {
  String listingId();

  /** How pretty it looks, about standard normal. */
  double prettiness();

  Terms terms();

  /** When it was last put online; revisions of its salary do not change it. */
  Instant publishedAt();
}
