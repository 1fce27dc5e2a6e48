package io.dealrank.evaluation.report;

import java.util.List;

/**
 * One quantity in both orders.
 *
 * @param key its name in JSON
 * @param name its name for people
 * @param form how it is written
 */
record InBothOrders(String key, String name, double production, double model, Form form) {
  /** How a quantity is written. */
  enum Form {
    /** A share, in %. */
    SHARE,
    /** A number with four decimals. */
    VALUE,
    /** A large number. */
    AMOUNT
  }

  boolean isShare() {
    return form == Form.SHARE;
  }

  double change() {
    return model - production;
  }

  String text(double value) {
    return switch (form) {
      case SHARE -> Numbers.share(value);
      case VALUE -> Numbers.value(value);
      case AMOUNT -> Numbers.amount(value);
    };
  }

  private String changed() {
    return switch (form) {
      case SHARE -> Numbers.points(change());
      case VALUE -> Numbers.signed(change());
      case AMOUNT -> Numbers.signedAmount(change());
    };
  }

  /** Both values on one line of a plot. */
  DotPlot.Pair pair() {
    return new DotPlot.Pair(
        name, production, model, Double.NaN, text(production) + " \u2192 " + text(model));
  }

  /** The columns of a table of such quantities. */
  static Columns<InBothOrders> columns() {
    return new Columns<InBothOrders>()
        .text("measure", "Measure", InBothOrders::name, InBothOrders::key)
        .number("production", "Production", InBothOrders::production, q -> q.text(q.production()))
        .number("model", "Model", InBothOrders::model, q -> q.text(q.model()))
        .number("change", "Change", InBothOrders::change, InBothOrders::changed);
  }

  /** Those that are defined in either order. */
  static List<InBothOrders> known(List<InBothOrders> quantities) {
    return quantities.stream()
        .filter(q -> Double.isFinite(q.production()) || Double.isFinite(q.model()))
        .toList();
  }
}
