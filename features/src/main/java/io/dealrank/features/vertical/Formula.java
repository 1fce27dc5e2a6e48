package io.dealrank.features.vertical;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a kind of measure is computed, on its key. Symbols: F, the facts in the window as known at t;
 * n, their number; x, the value of a fact, and e, its time.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Formula {
  /** The formula. */
  String value();

  /** What it gives where no fact counts: {@code 0}, {@code the prior} or {@code null}. */
  String ofNothing();
}
