package io.dealrank.jobs;

import io.dealrank.evaluation.interleaving.Interleaved;
import io.dealrank.evaluation.interleaving.InterleavingPower;
import io.dealrank.evaluation.interleaving.InterleavingSimulation;
import io.dealrank.evaluation.interleaving.Preference;
import io.dealrank.evaluation.trec.Qrels;
import io.dealrank.evaluation.trec.Run;
import io.dealrank.evaluation.trec.TwoRankings;
import io.dealrank.features.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How many interleaved searches show which of two runs is preferred, if searchers look and contact
 * as a model says. Searches of the judged queries are simulated for the shares of wins and losses;
 * what any number of searches shows follows from these exactly ({@link InterleavingPower}).
 */
final class InterleavingForecast {
  private static final double ALPHA = 1 - InterleaveCommand.LEVEL;
  private static final double POWER = 0.8;
  private static final int MOST_SEARCHES = 1_000_000;
  private static final int LONGEST = 1000;
  private static final int HIGHEST_GRADE = 1000;
  private static final int[] SIZES = {100, 300, 1000, 3000, 10_000, 30_000, 100_000};

  private InterleavingForecast() {}

  static void run(Invocation invocation) {
    CommandLine arguments = invocation.arguments();
    List<String> runs = arguments.all("run");
    if (runs.size() != 2 || arguments.value("qrels") == null) {
      throw new ConfigurationException(
          "interleave: --qrels and two --run are needed, " + runs.size() + " runs are given.",
          "Two rankings of the same judged queries are interleaved.",
          "Give --qrels FILE --run FILE --run FILE.");
    }
    for (String option : List.of("table-format", "columns")) {
      if (arguments.value(option) != null) {
        throw new ConfigurationException(
            "--" + option + " does not fit the other options.",
            "It belongs to --table.",
            "Leave it out, or give --table PATH in place of --qrels and --run.");
      }
    }
    Interleaved.Method method =
        Choice.of("method", arguments.value("method"), Interleaved.Method.values());
    int length = (int) Math.min(LONGEST, invocation.positive("length"));
    double eta = number(arguments, "attention", 0, 10);
    double rate = number(arguments, "contact-rate", 0, 1);
    double noise = number(arguments, "noise", 0, rate);
    Qrels qrels = Qrels.read(Path.of(arguments.value("qrels")));
    if (qrels.highestGrade() > HIGHEST_GRADE) {
      throw new ConfigurationException(
          arguments.value("qrels") + ": the highest grade is " + qrels.highestGrade() + ".",
          "2 to this power is beyond double precision.",
          "Use smaller grades.");
    }
    List<TwoRankings> rankings =
        TwoRankings.of(
            qrels, Run.read(Path.of(runs.get(0))), Run.read(Path.of(runs.get(1))), length);
    double highest = Math.max(1, qrels.highestGrade());
    List<InterleavingSimulation.Search> searches =
        rankings.stream()
            .map(
                two ->
                    new InterleavingSimulation.Search(
                        two.second(), two.first(), contacts(two.grades(), highest, rate, noise)))
            .toList();
    long wanted = Math.min(100_000_000, invocation.positive("searches"));
    int times = (int) Math.max(1, wanted / searches.size());
    double[] attention =
        IntStream.rangeClosed(1, length).mapToDouble(i -> Math.pow(i, -eta)).toArray();
    Preference drawn =
        new InterleavingSimulation(method, length, attention, invocation.number("seed"))
            .run(searches, times, InterleaveCommand.LEVEL);
    tell(invocation, rankings.size(), (long) times * searches.size(), drawn);
  }

  private static void tell(Invocation invocation, int queries, long drawn, Preference of) {
    Summary summary = invocation.summary();
    CommandLine arguments = invocation.arguments();
    double win = (double) of.wins() / drawn;
    double loss = (double) of.losses() / drawn;
    InterleavingPower forB = new InterleavingPower(win, loss);
    InterleavingPower forA = forB.mirrored();
    boolean better = of.delta() >= 0;
    boolean known = of.interval().excludes(0);
    int needed = known ? (better ? forB : forA).searches(POWER, ALPHA, MOST_SEARCHES) : -1;
    summary.put("queries", queries);
    summary.put("simulated_searches", drawn);
    summary.put("b_wins_share", win);
    summary.put("a_wins_share", loss);
    summary.put("delta", of.delta());
    summary.put("interval", List.of(of.interval().low(), of.interval().high()));
    summary.line(
        String.format(
            Locale.ROOT,
            "%s of %s listings over %d queries; position i is looked at with 1/i^%s and contacted there with %s to %s by grade",
            arguments.value("method"),
            arguments.value("length"),
            queries,
            arguments.value("attention"),
            arguments.value("noise"),
            arguments.value("contact-rate")));
    summary.line(
        String.format(
            Locale.ROOT,
            "of %d simulated searches b wins %.2f%%, a %.2f%%: delta %s (95%% of the simulation: %s to %s)",
            drawn,
            100 * win,
            100 * loss,
            InterleavedTable.percent(of.delta()),
            InterleavedTable.percent(of.interval().low()),
            InterleavedTable.percent(of.interval().high())));
    TextTable rows = new TextTable(0, "searches", "b found", "a found", "neither");
    List<Map<String, Object>> sizes = new ArrayList<>();
    for (int size : SIZES) {
      double b = forB.found(size, ALPHA);
      double a = forA.found(size, ALPHA);
      rows.row(size, share(b), share(a), share(Math.max(0, 1 - a - b)));
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("searches", size);
      entry.put("b_found", b);
      entry.put("a_found", a);
      sizes.add(entry);
    }
    rows.lines().forEach(line -> summary.line("  " + line));
    summary.put("sizes", sizes);
    summary.put("searches_needed", needed < 0 ? null : needed);
    summary.line(
        !known
            ? "the simulation itself shows no preference: give more --searches, or take both as equal under this model"
            : needed < 0
                ? "more than " + MOST_SEARCHES + " searches would be needed to show it with 80%"
                : "about "
                    + needed
                    + " searches show that "
                    + (better ? "b" : "a")
                    + " is preferred with a probability of 80%, if they are independent");
  }

  private static double[] contacts(int[] grades, double highest, double rate, double noise) {
    double most = Math.pow(2, highest) - 1;
    return IntStream.of(grades)
        .mapToDouble(grade -> noise + (rate - noise) * (Math.pow(2, Math.max(0, grade)) - 1) / most)
        .toArray();
  }

  private static String share(double probability) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * probability);
  }

  private static double number(CommandLine arguments, String option, double least, double most) {
    String text = arguments.value(option);
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      // told below, with the value
    }
    throw new ConfigurationException(
        "--" + option + " " + text + " is not a number from " + least + " to " + most + ".",
        "It is a part of the model of searchers.",
        "bin/dealrank interleave --help says what it means.");
  }
}
