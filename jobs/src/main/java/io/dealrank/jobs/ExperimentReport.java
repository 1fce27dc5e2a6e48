package io.dealrank.jobs;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.experiment.Decision;
import io.dealrank.evaluation.experiment.ExperimentPlan;
import io.dealrank.evaluation.experiment.ExperimentPlan.Promise;
import io.dealrank.evaluation.experiment.ExperimentSums.Fault;
import io.dealrank.evaluation.experiment.LookBound;
import io.dealrank.evaluation.experiment.MetricReadOut;
import io.dealrank.evaluation.experiment.ReadOut;
import io.dealrank.evaluation.experiment.ReadOut.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A read-out as text.
 *
 * @param readOut what the experiment says
 * @param faults what was set aside
 * @param interference of the arms; null if there is no table of contacts
 */
record ExperimentReport(ReadOut readOut, List<Fault> faults, Interference interference) {
  private static final int PERCENT = 100;

  List<String> lines() {
    ExperimentPlan plan = readOut.plan();
    List<String> lines = new ArrayList<>();
    lines.add("experiment " + plan.experiment() + ": " + (readOut.isValid() ? "valid" : "INVALID"));
    lines.add("");
    lines.add("sizes of the arms, planned " + plan.shares());
    TextTable sizes = new TextTable(2, "segment", "verdict", "units", "p");
    for (Ratio ratio : readOut.ratios()) {
      sizes.row(
          place(ratio.dimension(), ratio.segment()),
          ratio.mismatch() ? "MISMATCH" : "ok",
          Arrays.stream(ratio.units()).mapToObj(String::valueOf).collect(Collectors.joining(" / ")),
          JsonNumbers.orNull(ratio.p()));
    }
    sizes.lines().forEach(line -> lines.add("  " + line));
    faults.forEach(
        fault ->
            lines.add(
                "  set aside: "
                    + fault.rows()
                    + " rows, "
                    + fault.reason()
                    + ", for example "
                    + fault.unit()));
    if (interference != null) {
      lines.add("");
      lines.add(interferenceLine());
    }
    for (String treatment : plan.treatments()) {
      lines.add("");
      lines.add(
          treatment
              + " against "
              + plan.control()
              + ", relative effects, "
              + TextTable.number(PERCENT * (1 - plan.alpha()))
              + "% intervals");
      table(treatment).lines().forEach(line -> lines.add("  " + line));
      lines.add("  decision: " + readOut.decision(treatment).words());
      look(treatment).ifPresent(line -> lines.add("  " + line));
      promise(treatment).ifPresent(line -> lines.add("  " + line));
    }
    lines.add("");
    lines.add(
        "p: "
            + switch (plan.looks()) {
              case FIXED -> "one look at the planned end";
              case ANY_TIME -> "valid at any look";
              case GROUP_SEQUENTIAL -> "valid over all planned looks";
            }
            + "; corrected: "
            + plan.correction().name().toLowerCase(Locale.ROOT)
            + " over "
            + readOut.metrics().size()
            + " comparisons. Decisions come from the adjusted effect where a metric has a covariate.");
    return lines;
  }

  /** The arms that are not as planned, with their figures. */
  String mismatches() {
    return readOut.ratios().stream()
        .filter(Ratio::mismatch)
        .map(
            ratio ->
                String.format(
                    Locale.ROOT,
                    "%s has %s units where %s was planned (p %.2g)",
                    place(ratio.dimension(), ratio.segment()),
                    Arrays.toString(ratio.units()),
                    readOut.plan().shares(),
                    ratio.p()))
        .collect(Collectors.joining("; "));
  }

  private TextTable table(String treatment) {
    TextTable table =
        new TextTable(
            2,
            "metric",
            "segment",
            "control",
            "treatment",
            "effect",
            "interval",
            "any time",
            "adjusted",
            "interval",
            "variance",
            "p",
            "corrected",
            "detectable",
            "weeks",
            "says");
    for (int i = 0; i < readOut.metrics().size(); i++) {
      MetricReadOut read = readOut.metrics().get(i);
      if (!read.treatment().equals(treatment)) {
        continue;
      }
      boolean adjusted = read.cuped() != null;
      table.row(
          read.metric().name(),
          place(read.dimension(), read.segment()),
          JsonNumbers.orNull(read.control().value()),
          JsonNumbers.orNull(read.treated().value()),
          percent(read.plain().estimate(), "%+.2f%%"),
          text(read.fixedHorizon(read.plain())),
          text(read.alwaysValid(read.effect())),
          adjusted ? percent(read.effect().estimate(), "%+.2f%%") : null,
          adjusted ? text(read.fixedHorizon(read.effect())) : null,
          adjusted ? percent(-read.cuped().varianceReduced(), "%+.1f%%") : null,
          JsonNumbers.orNull(read.p()),
          JsonNumbers.orNull(readOut.corrected()[i]),
          percent(read.smallestEffect(), "%.2f%%"),
          undecided(read, i) && Double.isFinite(read.weeksNeeded())
              ? String.format(Locale.ROOT, "%.1f", read.weeksNeeded())
              : null,
          says(read, i));
    }
    return table;
  }

  private boolean undecided(MetricReadOut read, int i) {
    return read.decision(readOut.corrected()[i]) == Decision.NOT_ENOUGH_DATA;
  }

  private String says(MetricReadOut read, int i) {
    String words = read.decision(readOut.corrected()[i]).words();
    if (!readOut.isValid()) {
      return "invalid";
    }
    return !read.metric().isGuardrail()
        ? words
        : switch (read.decision(readOut.corrected()[i])) {
          case SHIP ->
              "loses less than " + TextTable.number(PERCENT * read.metric().margin()) + "%";
          case DO_NOT_SHIP -> "worse";
          default -> words;
        };
  }

  /** The bound of this look, and which metrics over all units are beyond it. */
  private Optional<String> look(String treatment) {
    LookBound look = readOut.metrics().get(0).look();
    if (look == null) {
      return Optional.empty();
    }
    String beyond =
        readOut.plan().metrics().stream()
            .map(metric -> readOut.overall(metric.name(), treatment))
            .filter(read -> look.crossed(read.effect()))
            .map(
                read ->
                    String.format(
                        Locale.ROOT, "%s (z %+.2f)", read.metric().name(), look.z(read.effect())))
            .collect(Collectors.joining(", "));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "look %d of %d, at %s%% of the units: bound |z| %.3f (p %.2g), %.2g of %s spent; crossed by %s",
            look.looks().look(),
            look.looks().information().size(),
            TextTable.number(PERCENT * look.looks().share()),
            look.bound(),
            look.level(),
            look.spent(),
            TextTable.number(readOut.plan().alpha()),
            beyond.isEmpty() ? "no metric" : beyond));
  }

  private Optional<String> promise(String treatment) {
    Promise promised = readOut.plan().promised();
    if (promised == null) {
      return Optional.empty();
    }
    MetricReadOut read = readOut.overall(promised.metric(), treatment);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "promised for %s: %+.2f%% (%s); measured %s %s: %s",
            promised.metric(),
            PERCENT * promised.uplift(),
            promised.source(),
            percent(read.effect().estimate(), "%+.2f%%"),
            text(read.interval()),
            ExperimentEntries.outcome(promised, read)));
  }

  private String interferenceLine() {
    return String.format(
        Locale.ROOT,
        "interference: %s of %s candidates (%s) were contacted from more than one arm; they hold %s of the contacts%s",
        interference.shared(),
        interference.candidates(),
        percent(interference.sharedShare(), "%.1f%%"),
        percent(interference.sharedContactsShare(), "%.1f%%"),
        interference.unknown() > 0
            ? "; " + interference.unknown() + " contacts of units outside the experiment"
            : "");
  }

  private static String place(String dimension, String segment) {
    return dimension.equals(segment) ? segment : dimension + "=" + segment;
  }

  private static String text(ConfidenceInterval interval) {
    return Double.isNaN(interval.low())
        ? null
        : String.format(
            Locale.ROOT, "[%+.2f%%, %+.2f%%]", PERCENT * interval.low(), PERCENT * interval.high());
  }

  private static String percent(double value, String format) {
    return !Double.isFinite(value) ? null : String.format(Locale.ROOT, format, PERCENT * value);
  }
}
