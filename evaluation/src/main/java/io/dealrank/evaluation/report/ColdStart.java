package io.dealrank.evaluation.report;

import io.dealrank.evaluation.exposure.Coverage;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How much of the catalogue reaches the first k places in both orders, whether new listings get
 * their chance, and how much is known of what is ranked.
 *
 * @param k places looked at
 * @param newListing what a new listing is, for example {@code no contact before the search}
 * @param production of the production order
 * @param model of the model's order
 * @param known how much has a history; may be empty
 */
public record ColdStart(
    int k, String newListing, Coverage production, Coverage model, List<CoverageShare> known)
    implements Chapter {
  public ColdStart {
    known = List.copyOf(known);
  }

  /** One quantity in both orders. */
  private record Measure(String key, String name, double production, double model, boolean share) {
    private double change() {
      return model - production;
    }

    private String text(double value) {
      return share ? Numbers.share(value) : Numbers.value(value);
    }

    private String changed() {
      return share ? Numbers.points(change()) : Numbers.signed(change());
    }
  }

  @Override
  public Part part() {
    return Part.COLD_START;
  }

  @Override
  public void write(ChapterBody body) {
    List<Measure> measures =
        List.of(
            measure("catalogue", "Catalogue in the first " + k, true, Coverage::catalogue),
            measure("searchable", "Of those in any list", true, Coverage::searchable),
            measure("slots_of_new", "Places of new listings", true, Coverage::slotsOfNew),
            measure("parity", "Parity of new listings", false, Coverage::parity));
    body.finding("finding", finding())
        .note(
            "New: "
                + newListing
                + ". Parity: new listings in the first "
                + k
                + " over as many as a random order of the same lists would put there; 1 is even,"
                + " below 1 they are held back.")
        .facts(new Columns<ColdStart>().count("k", "First k", ColdStart::k), this)
        .figure(
            DotPlot.draw(
                body.nextId(),
                measures.stream()
                    .filter(Measure::share)
                    .map(
                        m ->
                            new DotPlot.Pair(
                                m.name(),
                                m.production(),
                                m.model(),
                                Double.NaN,
                                m.text(m.production()) + " \u2192 " + m.text(m.model())))
                    .toList(),
                "Coverage of the first " + k + " places",
                "Shares, 0 to 1. Ring: production; dot: model."))
        .table(
            "coverage",
            "Coverage of the first " + k + " places.",
            new Columns<Measure>()
                .text("measure", "Measure", Measure::name, Measure::key)
                .number(
                    "production", "Production", Measure::production, m -> m.text(m.production()))
                .number("model", "Model", Measure::model, m -> m.text(m.model()))
                .number("change", "Change", Measure::change, Measure::changed),
            measures);
    if (!known.isEmpty()) {
      body.table(
          "known",
          "What is known of what is ranked.",
          new Columns<CoverageShare>()
              .text("what", "Of which", CoverageShare::what)
              .number("share", "Known\n%", Numbers::share, CoverageShare::share)
              .count("of", "Of", CoverageShare::of),
          known);
    }
  }

  private String finding() {
    if (Double.isNaN(model.parity()) || Double.isNaN(production.parity())) {
      return "No new listing was shown: nothing is said about cold start.";
    }
    String held =
        model.parity() < 1 ? "holds new listings back" : "gives new listings their random share";
    return "The model "
        + held
        + ": parity "
        + Numbers.value(model.parity())
        + " against "
        + Numbers.value(production.parity())
        + " of production.";
  }

  private Measure measure(String key, String name, boolean share, ToDoubleFunction<Coverage> of) {
    return new Measure(key, name, of.applyAsDouble(production), of.applyAsDouble(model), share);
  }
}
