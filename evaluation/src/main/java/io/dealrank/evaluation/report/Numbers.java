package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Interval;
import java.util.Locale;

/** Numbers as read by people: a dash for NaN, a sign on differences, commas in counts. */
record Numbers(Bootstrap bootstrap) {
  private static final String UNDEFINED = "\u2013";

  static String value(double value) {
    return Double.isNaN(value) ? UNDEFINED : String.format(Locale.ROOT, "%.4f", value);
  }

  static String signed(double value) {
    return Double.isNaN(value) ? UNDEFINED : minus(String.format(Locale.ROOT, "%+.4f", value));
  }

  /** A share as percent: 0.0512 is {@code +5.1%}. */
  static String percent(double share) {
    return Double.isNaN(share)
        ? UNDEFINED
        : minus(String.format(Locale.ROOT, "%+.1f%%", 100 * share));
  }

  static String share(double share) {
    return Double.isNaN(share) ? UNDEFINED : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** A number that is not a share: one decimal below a thousand. */
  static String amount(double amount) {
    return Double.isNaN(amount)
        ? UNDEFINED
        : String.format(Locale.ROOT, Math.abs(amount) < 1000 ? "%,.1f" : "%,.0f", amount);
  }

  static String signedAmount(double amount) {
    return Double.isNaN(amount) ? UNDEFINED : (amount < 0 ? "" : "+") + minus(amount(amount));
  }

  /** A difference of shares in percentage points. */
  static String points(double difference) {
    return Double.isNaN(difference)
        ? UNDEFINED
        : minus(String.format(Locale.ROOT, "%+.1f pp", 100 * difference));
  }

  /** An estimate before its interval: {@code +3.0% [+1.0% to +5.0%]}. */
  static String percentWith(double share, Interval interval) {
    return Double.isNaN(share)
        ? "not defined"
        : percent(share) + " [" + shortInterval(interval) + "]";
  }

  static String shareInterval(Interval interval) {
    return Double.isNaN(interval.low())
        ? UNDEFINED
        : share(interval.low()) + " to " + share(interval.high());
  }

  static String valueInterval(Interval interval) {
    return Double.isNaN(interval.low())
        ? UNDEFINED
        : value(interval.low()) + " to " + value(interval.high());
  }

  /** A span of time: one decimal below ten seconds. */
  static String seconds(double seconds) {
    return Double.isNaN(seconds)
        ? UNDEFINED
        : String.format(Locale.ROOT, seconds < 10 ? "%.1f" : "%.0f", seconds);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String signedInterval(Interval interval) {
    return Double.isNaN(interval.low())
        ? UNDEFINED
        : signed(interval.low()) + " to " + signed(interval.high());
  }

  static String shortInterval(Interval interval) {
    return Double.isNaN(interval.low())
        ? UNDEFINED
        : percent(interval.low()) + " to " + percent(interval.high());
  }

  /** With its level: {@code 95% interval +1.2% to +3.4%}. */
  String percentInterval(Interval interval) {
    return level() + " interval " + shortInterval(interval);
  }

  String level() {
    return bootstrap.percent();
  }

  private static String minus(String number) {
    return number.replace('-', '\u2212');
  }
}
