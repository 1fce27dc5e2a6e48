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

  @Override
  public Part part() {
    return Part.COLD_START;
  }

  @Override
  public void write(ChapterBody body) {
    List<InBothOrders> measures =
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
                measures.stream().filter(InBothOrders::isShare).map(InBothOrders::pair).toList(),
                "Coverage of the first " + k + " places",
                "Shares, 0 to 1. Ring: production; dot: model."))
        .table(
            "coverage",
            "Coverage of the first " + k + " places.",
            InBothOrders.columns(),
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

  private InBothOrders measure(
      String key, String name, boolean share, ToDoubleFunction<Coverage> of) {
    return new InBothOrders(
        key,
        name,
        of.applyAsDouble(production),
        of.applyAsDouble(model),
        share ? InBothOrders.Form.SHARE : InBothOrders.Form.VALUE);
  }
}
