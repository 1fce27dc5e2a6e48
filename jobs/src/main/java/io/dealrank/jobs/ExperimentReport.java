package io.dealrank.jobs;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.experiment.Alternative;
import io.dealrank.evaluation.experiment.Decision;
import io.dealrank.evaluation.experiment.Effect;
import io.dealrank.evaluation.experiment.ExperimentPlan;
import io.dealrank.evaluation.experiment.ExperimentPlan.Looks;
import io.dealrank.evaluation.experiment.ExperimentPlan.Promise;
import io.dealrank.evaluation.experiment.ExperimentSums.Fault;
import io.dealrank.evaluation.experiment.LookBound;
import io.dealrank.evaluation.experiment.MetricReadOut;
import io.dealrank.evaluation.experiment.ReadOut;
import io.dealrank.evaluation.experiment.ReadOut.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * A read-out as text, as JSON and as a line of the ledger.
 *
 * @param readOut what the experiment says
 * @param faults what was set aside
 * @param interference one row of contacts; null if there is no such table
 */
record ExperimentReport(ReadOut readOut, List<Fault> faults, Row interference) {
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
          orNull(ratio.p()));
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

  Map<String, Object> entries() {
    ExperimentPlan plan = readOut.plan();
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("experiment", plan.experiment());
    entries.put("valid", readOut.isValid());
    entries.put("alpha", plan.alpha());
    entries.put("looks", plan.looks().name().toLowerCase(Locale.ROOT));
    if (plan.looks() == Looks.GROUP_SEQUENTIAL) {
      entries.put("look", lookEntry(readOut.metrics().get(0).look()));
    }
    entries.put("correction", plan.correction().name().toLowerCase(Locale.ROOT));
    entries.put("sample_ratio", readOut.ratios().stream().map(this::entry).toList());
    entries.put("set_aside", faults.stream().map(ExperimentReport::entry).toList());
    if (interference != null) {
      entries.put("interference", interferenceEntry());
    }
    Map<String, Object> decisions = new LinkedHashMap<>();
    plan.treatments().forEach(arm -> decisions.put(arm, readOut.decision(arm).words()));
    entries.put("decisions", decisions);
    List<Map<String, Object>> results = new ArrayList<>();
    for (int i = 0; i < readOut.metrics().size(); i++) {
      results.add(entry(readOut.metrics().get(i), readOut.corrected()[i]));
    }
    entries.put("results", results);
    if (plan.promised() != null) {
      entries.put("promised", promiseEntries());
    }
    return entries;
  }

  /** The line that stays. */
  Map<String, Object> ledgerLine(Instant at, String table, String code) {
    ExperimentPlan plan = readOut.plan();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("experiment", plan.experiment());
    line.put("at", at.toString());
    line.put("table", table);
    line.put("code", code);
    line.put("plan_sha256", Sha256.hex(plan.toString()));
    line.put("valid", readOut.isValid());
    line.put("sample_ratio_p", orNull(readOut.ratios().get(0).p()));
    line.put("set_aside", faults.stream().mapToLong(Fault::rows).sum());
    line.put("decisions", entries().get("decisions"));
    String metric =
        plan.promised() == null ? plan.metrics().get(0).name() : plan.promised().metric();
    line.put("metric", metric);
    List<Map<String, Object>> effects = new ArrayList<>();
    for (String treatment : plan.treatments()) {
      MetricReadOut read = readOut.overall(metric, treatment);
      Map<String, Object> effect = new LinkedHashMap<>();
      effect.put("treatment", treatment);
      effect.put("units", read.units());
      effect.put("effect", orNull(read.effect().estimate()));
      effect.put("interval", interval(read.interval()));
      effects.add(effect);
    }
    line.put("effects", effects);
    line.put("promised", plan.promised() == null ? null : promiseEntries());
    return line;
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
          orNull(read.control().value()),
          orNull(read.treated().value()),
          percent(read.plain().estimate(), "%+.2f%%"),
          text(read.fixedHorizon(read.plain())),
          text(read.alwaysValid(read.effect())),
          adjusted ? percent(read.effect().estimate(), "%+.2f%%") : null,
          adjusted ? text(read.fixedHorizon(read.effect())) : null,
          adjusted ? percent(-read.cuped().varianceReduced(), "%+.1f%%") : null,
          orNull(read.p()),
          orNull(readOut.corrected()[i]),
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

  private static Map<String, Object> lookEntry(LookBound look) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("look", look.looks().look());
    entry.put("of", look.looks().information().size());
    entry.put("information", look.looks().share());
    entry.put("spending", look.looks().spending().name().toLowerCase(Locale.ROOT));
    entry.put("bound", look.bound());
    entry.put("level", look.level());
    entry.put("spent", look.spent());
    return entry;
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
            kept(read.interval(), promised.uplift())));
  }

  private List<Map<String, Object>> promiseEntries() {
    Promise promised = readOut.plan().promised();
    List<Map<String, Object>> entries = new ArrayList<>();
    for (String treatment : readOut.plan().treatments()) {
      MetricReadOut read = readOut.overall(promised.metric(), treatment);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("treatment", treatment);
      entry.put("metric", promised.metric());
      entry.put("uplift", promised.uplift());
      entry.put("source", promised.source());
      entry.put("measured", orNull(read.effect().estimate()));
      entry.put("interval", interval(read.interval()));
      entry.put("outcome", kept(read.interval(), promised.uplift()));
      entries.add(entry);
    }
    return entries;
  }

  private static String kept(ConfidenceInterval interval, double promised) {
    if (Double.isNaN(interval.low())) {
      return "not measured";
    }
    return interval.contains(promised)
        ? "within the interval"
        : interval.below(promised) ? "below the promise" : "above the promise";
  }

  private Map<String, Object> entry(Ratio ratio) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dimension", ratio.dimension());
    entry.put("segment", ratio.segment());
    Map<String, Object> units = new LinkedHashMap<>();
    int i = 0;
    for (String arm : readOut.plan().shares().keySet()) {
      units.put(arm, ratio.units()[i++]);
    }
    entry.put("units", units);
    entry.put("p", orNull(ratio.p()));
    entry.put("mismatch", ratio.mismatch());
    return entry;
  }

  private static Map<String, Object> entry(Fault fault) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("reason", fault.reason());
    entry.put("rows", fault.rows());
    entry.put("example", fault.unit());
    return entry;
  }

  private static Map<String, Object> entry(MetricReadOut read, double corrected) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("metric", read.metric().name());
    entry.put("kind", read.metric().kind().name().toLowerCase(Locale.ROOT));
    entry.put("dimension", read.dimension());
    entry.put("segment", read.segment());
    entry.put("treatment_arm", read.treatment());
    entry.put("control_units", (long) read.control().n());
    entry.put("treatment_units", (long) read.treated().n());
    entry.put("control", orNull(read.control().value()));
    entry.put("treatment", orNull(read.treated().value()));
    entry.put("unadjusted", effect(read, read.plain()));
    entry.put("log_relative_interval", interval(read.logRelative()));
    if (read.cuped() != null) {
      Map<String, Object> adjusted = effect(read, read.cuped().relative());
      adjusted.put("theta", orNull(read.cuped().theta()));
      adjusted.put("variance_reduced", orNull(read.cuped().varianceReduced()));
      entry.put("adjusted", adjusted);
    }
    entry.put("p", orNull(read.p()));
    entry.put("corrected_p", orNull(corrected));
    if (read.look() != null) {
      entry.put("z", orNull(read.look().z(read.effect())));
      entry.put("crossed", read.look().crossed(read.effect()));
      entry.put("repeated_interval", interval(read.interval()));
    }
    if (read.metric().isGuardrail()) {
      entry.put("margin", read.metric().margin());
      entry.put("p_of_loss", orNull(read.pOfLoss()));
    }
    entry.put("smallest_detectable_effect", orNull(read.smallestEffect()));
    entry.put("weeks_needed", orNull(read.weeksNeeded()));
    entry.put("decision", read.decision(corrected).words());
    return entry;
  }

  private static Map<String, Object> effect(MetricReadOut read, Effect effect) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("effect", orNull(effect.estimate()));
    entry.put("standard_error", orNull(effect.standardError()));
    entry.put("interval", interval(read.fixedHorizon(effect)));
    entry.put("p", orNull(effect.p(Alternative.TWO_SIDED)));
    entry.put("always_valid_interval", interval(read.alwaysValid(effect)));
    return entry;
  }

  private String interferenceLine() {
    Map<String, Object> entry = interferenceEntry();
    return String.format(
        Locale.ROOT,
        "interference: %s of %s candidates (%s) were contacted from more than one arm; they hold %s of the contacts%s",
        entry.get("shared"),
        entry.get("candidates"),
        percent((Double) entry.get("shared_share"), "%.1f%%"),
        percent((Double) entry.get("shared_contacts_share"), "%.1f%%"),
        (Long) entry.get("unknown_contacts") > 0
            ? "; " + entry.get("unknown_contacts") + " contacts of units outside the experiment"
            : "");
  }

  private Map<String, Object> interferenceEntry() {
    long candidates = interference.<Long>getAs("candidates");
    long shared = interference.<Long>getAs("shared");
    long contacts = interference.<Long>getAs("contacts");
    long sharedContacts = interference.<Long>getAs("shared_contacts");
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("candidates", candidates);
    entry.put("shared", shared);
    entry.put("shared_share", orNull((double) shared / candidates));
    entry.put("contacts", contacts);
    entry.put("shared_contacts_share", orNull((double) sharedContacts / contacts));
    entry.put("unknown_contacts", interference.<Long>getAs("unknown"));
    return entry;
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

  private static List<Double> interval(ConfidenceInterval interval) {
    List<Double> ends = new ArrayList<>();
    ends.add(orNull(interval.low()));
    ends.add(orNull(interval.high()));
    return ends;
  }

  private static String percent(Double value, String format) {
    return value == null || !Double.isFinite(value)
        ? null
        : String.format(Locale.ROOT, format, PERCENT * value);
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
