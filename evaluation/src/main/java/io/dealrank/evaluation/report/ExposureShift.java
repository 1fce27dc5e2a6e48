package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Who is seen and contacted before and after: what the order does to listings, and how many paid
 * contacts it sends where no answer is to be expected.
 *
 * @param k places that count as seen
 * @param production the spread under the production order
 * @param model the spread under the model's order
 */
public record ExposureShift(int k, Spread production, Spread model) implements Chapter {
  @Override
  public Part part() {
    return Part.EXPOSURE;
  }

  @Override
  public void write(ChapterBody body) {
    List<InBothOrders> shares = InBothOrders.known(shares());
    List<InBothOrders> measures = new ArrayList<>(shares);
    measures.addAll(InBothOrders.known(amounts()));
    body.finding("finding", finding())
        .note(
            "Exposure: how often a listing stands in the first "
                + k
                + " places; every listing of the lists counts. Gini: 0 is even, 1 is all in one."
                + " Contacts are those of the log; to be expected ones are corrected for position"
                + " bias.")
        .facts(
            new Columns<ExposureShift>()
                .count("k", "First k", ExposureShift::k)
                .count("listings", "Listings", shift -> shift.production().exposure().listings()),
            this)
        .figure(
            DotPlot.draw(
                body.nextId(),
                shares.stream().map(InBothOrders::pair).toList(),
                "Concentration before and after",
                "Shares and Gini indices, 0 to 1; for all of them lower is more even. Ring:"
                    + " production; dot: model."));
    if (!production.lorenz().points().isEmpty() && !model.lorenz().points().isEmpty()) {
      body.figure(
          LineChart.draw(
              body.nextId(),
              Scale.linear("share of listings, the least seen first", Scale.Unit.PERCENT, 0, 1, 5),
              Scale.linear("share of the exposure", Scale.Unit.PERCENT, 0, 1, 5),
              List.of(
                  new LineChart.Curve(
                      "even",
                      LineChart.Look.IDEAL,
                      List.of(
                          new LineChart.Point(0, 0, Interval.UNDEFINED),
                          new LineChart.Point(1, 1, Interval.UNDEFINED))),
                  lorenz("production", LineChart.Look.PRODUCTION, production),
                  lorenz("model", LineChart.Look.MODEL, model)),
              "Lorenz curve of the exposure",
              "The nearer to the straight line, the more even."));
      body.numbers(
          "lorenz",
          "Share of the exposure that the least seen listings hold.",
          new Columns<LorenzPair>()
              .number("listings", "Listings\n%", Numbers::share, LorenzPair::listings)
              .number("production", "Production\n%", Numbers::share, LorenzPair::production)
              .number("model", "Model\n%", Numbers::share, LorenzPair::model),
          lorenzPairs());
    }
    body.table(
        "measures", "Exposure and contacts in both orders.", InBothOrders.columns(), measures);
  }

  /** Both curves at one share of the listings. */
  private record LorenzPair(double listings, double production, double model) {}

  private List<LorenzPair> lorenzPairs() {
    List<LorenzPair> pairs = new ArrayList<>();
    int both = Math.min(production.lorenz().points().size(), model.lorenz().points().size());
    for (int i = 0; i < both; i++) {
      LorenzCurve.Point point = production.lorenz().points().get(i);
      pairs.add(
          new LorenzPair(point.listings(), point.total(), model.lorenz().points().get(i).total()));
    }
    return pairs;
  }

  private String finding() {
    double before = production.exposure().shareWithNone();
    double after = model.exposure().shareWithNone();
    String shown =
        "Never in the first %d places: %s of the listings before, %s after."
            .formatted(k, Numbers.share(before), Numbers.share(after));
    double silentBefore = production.silent().rate();
    double silentAfter = model.silent().rate();
    return Double.isNaN(silentBefore) || Double.isNaN(silentAfter)
        ? shown
        : shown
            + " Of the contacts expected at the top, "
            + Numbers.share(silentBefore)
            + " would be paid and stay silent before, "
            + Numbers.share(silentAfter)
            + " after.";
  }

  private List<InBothOrders> shares() {
    return List.of(
        share("never_in_first_k", "Never in the first " + k, s -> s.exposure().shareWithNone()),
        share("exposure_gini", "Exposure, Gini index", s -> s.exposure().gini()),
        share(
            "exposure_top_1_percent",
            "Exposure of the top 1%",
            s -> s.exposure().topPercentShare()),
        share(
            "exposure_top_10_percent",
            "Exposure of the top 10%",
            s -> s.exposure().topTenPercentShare()),
        share("never_contacted", "Never contacted", s -> s.contacts().shareWithNone()),
        share("contacts_gini", "Contacts, Gini index", s -> s.contacts().gini()),
        share(
            "contacts_top_1_percent",
            "Contacts of the top 1%",
            s -> s.contacts().topPercentShare()),
        share(
            "contacts_top_10_percent",
            "Contacts of the top 10%",
            s -> s.contacts().topTenPercentShare()),
        share("silent_rate", "Silent per contact at the top", s -> s.silent().rate()));
  }

  private List<InBothOrders> amounts() {
    return List.of(
        amount("expected_contacts", "Contacts expected at the top", s -> s.silent().contacts()),
        amount("expected_silent_contacts", "Of them paid and silent", s -> s.silent().silent()));
  }

  private InBothOrders share(String key, String name, ToDoubleFunction<Spread> of) {
    return measure(key, name, of, InBothOrders.Form.SHARE);
  }

  private InBothOrders amount(String key, String name, ToDoubleFunction<Spread> of) {
    return measure(key, name, of, InBothOrders.Form.AMOUNT);
  }

  private InBothOrders measure(
      String key, String name, ToDoubleFunction<Spread> of, InBothOrders.Form form) {
    return new InBothOrders(key, name, of.applyAsDouble(production), of.applyAsDouble(model), form);
  }

  private static LineChart.Curve lorenz(String name, LineChart.Look look, Spread spread) {
    return new LineChart.Curve(
        name,
        look,
        spread.lorenz().points().stream()
            .map(p -> new LineChart.Point(p.listings(), p.total(), Interval.UNDEFINED))
            .toList());
  }
}
