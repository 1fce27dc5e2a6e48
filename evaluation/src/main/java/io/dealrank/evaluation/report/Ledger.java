package io.dealrank.evaluation.report;

import java.util.Comparator;
import java.util.List;

/**
 * What online experiments said of the uplifts that backtests had promised: how far the numbers
 * above may be believed.
 *
 * @param entries any order; the last {@value #MOST} are shown
 */
public record Ledger(List<LedgerEntry> entries) implements Chapter {
  /** How many entries are shown. */
  public static final int MOST = 30;

  /** Sorts by time, the latest first. */
  public Ledger {
    entries =
        entries.stream()
            .sorted(
                Comparator.comparing(LedgerEntry::at)
                    .reversed()
                    .thenComparing(LedgerEntry::experiment)
                    .thenComparing(LedgerEntry::treatment))
            .limit(MOST)
            .toList();
  }

  @Override
  public Part part() {
    return Part.LEDGER;
  }

  @Override
  public void write(ChapterBody body) {
    body.finding("finding", finding());
    if (entries.isEmpty()) {
      return;
    }
    body.note(
            "Online metrics are not those of the backtest: what carries over is the sign and the"
                + " order of size.")
        .figure(
            IntervalPlot.draw(
                body.nextId(),
                Scale.Unit.SIGNED_PERCENT,
                entries.stream().map(Ledger::row).toList(),
                "Measured and promised",
                "Dot and band: effect measured online with its interval; diamond: uplift promised"
                    + " offline. Hollow and dashed: the experiment is not valid."))
        .table(
            "entries",
            "Experiments, the latest first; effects relative, in %.",
            new Columns<LedgerEntry>()
                .text("experiment", "Experiment", LedgerEntry::experiment)
                .text("at", "Read on", LedgerEntry::at)
                .text("treatment", "Treatment", LedgerEntry::treatment)
                .text("metric", "Metric\nonline", LedgerEntry::metric)
                .number("promised", "Promised\n%", Numbers::percent, LedgerEntry::promised)
                .number("measured", "Measured\n%", Numbers::percent, LedgerEntry::measured)
                .interval(
                    "interval", "Measured\ninterval", Numbers::shortInterval, LedgerEntry::interval)
                .text("outcome", "Promise", LedgerEntry::outcome)
                .flag("valid", "Valid", LedgerEntry::valid)
                .text("decision", "Decision", LedgerEntry::decision)
                .text("source", "Promised by", LedgerEntry::source),
            entries);
  }

  private String finding() {
    List<LedgerEntry> judged =
        entries.stream()
            .filter(LedgerEntry::valid)
            .filter(e -> Double.isFinite(e.promised()) && Double.isFinite(e.interval().low()))
            .toList();
    if (judged.isEmpty()) {
      return "No valid experiment has measured a promised uplift yet.";
    }
    long kept = judged.stream().filter(e -> e.interval().high() >= e.promised()).count();
    long sameSign = judged.stream().filter(e -> e.promised() * e.measured() > 0).count();
    return "Promises measured by a valid experiment: "
        + judged.size()
        + "; kept or within the interval: "
        + kept
        + "; of the promised sign: "
        + sameSign
        + ".";
  }

  private static IntervalPlot.Estimate row(LedgerEntry entry) {
    return new IntervalPlot.Estimate(
        entry.experiment() + " / " + entry.treatment(),
        entry.measured(),
        entry.interval(),
        entry.promised(),
        Numbers.percentWith(entry.measured(), entry.interval()),
        entry.valid());
  }
}
