package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long facts waited for their outcome. A contribution's value is the delay of the outcome in
 * microseconds, or negative as long as there is none.
 *
 * <p>Mean time to the outcome = Σ time waited / number of outcomes, the maximum-likelihood estimate
 * of an exponential delay under right censoring: a fact without outcome has waited until t, at most
 * the horizon. Source: D. R. Cox and D. Oakes, Analysis of Survival Data, 1984, section 3.2.
 */
final class Exposure extends Aggregate {
  private static final double HOUR = 3_600e6;

  private final ExactSum delays = new ExactSum();
  private final ExactSum openSince = new ExactSum();
  private long answered;
  private long open;

  /**
   * Mean hours to the outcome; null without any outcome.
   *
   * @param old facts that have reached the horizon
   * @param young facts that have not
   * @param asOf t in microseconds
   * @param horizon in microseconds
   */
  static Double hours(Exposure old, Exposure young, long asOf, long horizon) {
    long answered = old.answered + young.answered;
    if (answered == 0) {
      return null;
    }
    ExactSum waited = new ExactSum();
    waited.add(old.delays);
    waited.add(young.delays);
    waited.addProduct(old.open, horizon);
    waited.addProduct(young.open, asOf);
    waited.subtract(young.openSince);
    return waited.value() / HOUR / answered;
  }

  /** What this has beyond a part of it. */
  Exposure without(Exposure part) {
    Exposure rest = new Exposure();
    rest.merge(this);
    rest.delays.subtract(part.delays);
    rest.openSince.subtract(part.openSince);
    rest.answered -= part.answered;
    rest.open -= part.open;
    return rest;
  }

  @Override
  void add(long event, double value, String text) {
    if (value < 0) {
      open++;
      openSince.add(event);
    } else {
      answered++;
      delays.add(value);
    }
  }

  @Override
  void remove(long event, double value) {
    if (value < 0) {
      open--;
      openSince.add(-event);
    } else {
      answered--;
      delays.add(-value);
    }
  }

  @Override
  boolean invertible() {
    return true;
  }

  @Override
  void merge(Aggregate later) {
    Exposure other = (Exposure) later;
    delays.add(other.delays);
    openSince.add(other.openSince);
    answered += other.answered;
    open += other.open;
  }

  @Override
  void write(DataOutput out) throws IOException {
    delays.write(out);
    openSince.write(out);
    out.writeLong(answered);
    out.writeLong(open);
  }

  @Override
  void read(DataInput in) throws IOException {
    delays.read(in);
    openSince.read(in);
    answered = in.readLong();
    open = in.readLong();
  }
}
