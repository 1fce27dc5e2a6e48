package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
  /** One quantity in both orders. */
  private record Measure(String key, String name, double production, double model, boolean share) {
    private double change() {
      return model - production;
    }

    private String text(double value) {
      return share ? Numbers.share(value) : Numbers.amount(value);
    }

    private String changed() {
      return share ? Numbers.points(change()) : Numbers.signedAmount(change());
    }
  }

  @Override
  public Part part() {
    return Part.EXPOSURE;
  }

  @Override
  public void write(ChapterBody body) {
    List<Measure> shares = new ArrayList<>(shares());
    List<Measure> amounts = amounts();
    body.finding("finding", finding())
        .note(
            "Exposure: attention of the first "
                + k
                + " places, summed by listing; all listings count, those never shown with 0. Gini:"
                + " 0 is even, 1 is all in one. Contacts under the model are expected ones.")
        .facts(
            new Columns<ExposureShift>()
                .count("k", "First k", ExposureShift::k)
                .count("listings", "Listings", shift -> shift.production().exposure().listings()),
            this)
        .figure(
            DotPlot.draw(
                body.nextId(),
                shares.stream()
                    .filter(m -> Double.isFinite(m.production()) || Double.isFinite(m.model()))
                    .map(
                        m ->
                            new DotPlot.Pair(
                                m.name(),
                                m.production(),
                                m.model(),
                                Double.NaN,
                                m.text(m.production()) + " \u2192 " + m.text(m.model())))
                    .toList(),
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
    shares.addAll(amounts);
    body.table(
        "measures",
        "Exposure and contacts in both orders.",
        new Columns<Measure>()
            .text("measure", "Measure", Measure::name, Measure::key)
            .number("production", "Production", Measure::production, m -> m.text(m.production()))
            .number("model", "Model", Measure::model, m -> m.text(m.model()))
            .number("change", "Change", Measure::change, Measure::changed),
        shares);
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

  private List<Measure> shares() {
    List<Measure> measures =
        List.of(
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
    Predicate<Measure> known = m -> Double.isFinite(m.production()) || Double.isFinite(m.model());
    return measures.stream().filter(known).toList();
  }

  private List<Measure> amounts() {
    List<Measure> measures =
        List.of(
            amount("expected_contacts", "Contacts expected at the top", s -> s.silent().contacts()),
            amount(
                "expected_silent_contacts", "Of them paid and silent", s -> s.silent().silent()));
    return measures.stream().filter(m -> Double.isFinite(m.production())).toList();
  }

  private Measure share(String key, String name, ToDoubleFunction<Spread> of) {
    return new Measure(key, name, of.applyAsDouble(production), of.applyAsDouble(model), true);
  }

  private Measure amount(String key, String name, ToDoubleFunction<Spread> of) {
    return new Measure(key, name, of.applyAsDouble(production), of.applyAsDouble(model), false);
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
