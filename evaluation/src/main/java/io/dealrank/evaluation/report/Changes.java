package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ListChanges;
import io.dealrank.evaluation.backtest.WorstList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * How single lists changed, and the worst of them to be looked at.
 *
 * @param metric whose change it is, for example {@code ndcg_10}
 * @param bins bins that occur, any order
 * @param worst the lists that lose most, worst first; the first {@value #MOST} are shown
 */
public record Changes(String metric, List<ListChanges.Bin> bins, List<WorstList> worst)
    implements Chapter {
  /** How many of the worst lists are shown. */
  public static final int MOST = 50;

  /** Fills in the bins that do not occur. */
  public Changes {
    Map<Integer, Long> lists =
        bins.stream()
            .collect(Collectors.toMap(ListChanges.Bin::bin, ListChanges.Bin::lists, Long::sum));
    List<ListChanges.Bin> every = new ArrayList<>();
    for (int bin = -ListChanges.BINS; bin <= ListChanges.BINS; bin++) {
      every.add(new ListChanges.Bin(bin, lists.getOrDefault(bin, 0L)));
    }
    bins = List.copyOf(every);
    worst = worst.stream().limit(MOST).toList();
  }

  @Override
  public Part part() {
    return Part.CHANGES;
  }

  @Override
  public void write(ChapterBody body) {
    String name = BacktestMetric.of(metric).title();
    body.finding("finding", finding(name))
        .note(
            "Change = "
                + name
                + " of the model \u2212 "
                + name
                + " of production, list by list, in steps of 0.1; the bar in the middle holds the"
                + " lists whose value did not change.")
        .figure(
            BarChart.draw(
                body.nextId(),
                "change of " + name,
                "share of compared lists",
                Scale.Unit.PERCENT,
                bins.stream().map(this::bar).toList(),
                "Change of " + name + " by list",
                "Losses left of the middle, gains right of it."))
        .numbers(
            "changes",
            "Compared lists by the change of " + name + ", 0 to 1; the far end is within.",
            new Columns<ListChanges.Bin>()
                .text("range", "Change", Changes::range)
                .number("nearer", "Nearer end", Numbers::signed, ListChanges.Bin::nearer)
                .number("farther", "Far end", Numbers::signed, ListChanges.Bin::farther)
                .count("lists", "Lists", ListChanges.Bin::lists)
                .number("share", "Share\n% of lists", Numbers::share, this::share),
            bins);
    if (!worst.isEmpty()) {
      body.table(
          "worst_lists",
          "The lists that lose most in " + name + ", to be looked at one by one.",
          new Columns<WorstList>()
              .text("query_id", "Query", WorstList::queryId)
              .text(
                  "searcher_id",
                  "Searcher",
                  list -> list.searcherId() == null ? "\u2013" : list.searcherId())
              .count("list_length", "Length\nlistings", WorstList::listLength)
              .count("positives", "Positives\nlistings", WorstList::positives)
              .number("production", "Production\n0 to 1", Numbers::value, WorstList::production)
              .number("model", "Model\n0 to 1", Numbers::value, WorstList::model)
              .number("change", "Change", Numbers::signed, WorstList::change),
          worst);
    }
  }

  private String finding(String name) {
    if (lists(bin -> true) == 0) {
      return "No list could be compared.";
    }
    return ("%s rises on %s of the lists, stays on %s and falls on %s; it falls by more than 0.1 on"
            + " %s and rises by more than 0.1 on %s.")
        .formatted(
            name,
            part(bin -> bin > 0),
            part(bin -> bin == 0),
            part(bin -> bin < 0),
            part(bin -> bin < -1),
            part(bin -> bin > 1));
  }

  private String part(IntPredicate which) {
    return Numbers.share((double) lists(which) / lists(bin -> true));
  }

  private long lists(IntPredicate which) {
    return bins.stream()
        .filter(bin -> which.test(bin.bin()))
        .mapToLong(ListChanges.Bin::lists)
        .sum();
  }

  private double share(ListChanges.Bin bin) {
    return (double) bin.lists() / lists(every -> true);
  }

  private BarChart.Bar bar(ListChanges.Bin bin) {
    String label =
        bin.bin() == 0
            ? "0"
            : Math.abs(bin.bin()) % 5 == 0
                ? (bin.bin() > 0 ? "+" : "\u2212") + Math.abs(bin.farther())
                : "";
    return new BarChart.Bar(
        label,
        share(bin),
        bin.bin() > 0 ? "win" : bin.bin() < 0 ? "loss" : "tie",
        range(bin) + ": " + Numbers.count(bin.lists()) + " lists");
  }

  private static String range(ListChanges.Bin bin) {
    if (bin.bin() == 0) {
      return "unchanged";
    }
    return String.format(
        Locale.ROOT,
        "%s by %.1f to %.1f",
        bin.bin() > 0 ? "rises" : "falls",
        Math.abs(bin.nearer()),
        Math.abs(bin.farther()));
  }
}
