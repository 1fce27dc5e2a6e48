package io.dealrank.jobs;

import io.dealrank.evaluation.distribution.ConfidenceInterval;
import io.dealrank.evaluation.experiment.Alternative;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A read-out as entries of JSON; undefined numbers are null.
 *
 * @param readOut what the experiment says
 * @param faults what was set aside
 * @param interference of the arms; null if there is no table of contacts
 */
record ExperimentEntries(ReadOut readOut, List<Fault> faults, Interference interference) {
  /** All of it. */
  Map<String, Object> all() {
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
    entries.put("set_aside", faults.stream().map(ExperimentEntries::entry).toList());
    if (interference != null) {
      entries.put("interference", interferenceEntry());
    }
    entries.put("decisions", decisions());
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

  /** The line of the ledger, which stays. */
  Map<String, Object> ledgerLine(Instant at, String table, String code) {
    ExperimentPlan plan = readOut.plan();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("experiment", plan.experiment());
    line.put("at", at.toString());
    line.put("table", table);
    line.put("code", code);
    line.put("plan_sha256", Sha256.hex(plan.toString()));
    line.put("valid", readOut.isValid());
    line.put("sample_ratio_p", JsonNumbers.orNull(readOut.ratios().get(0).p()));
    line.put("set_aside", faults.stream().mapToLong(Fault::rows).sum());
    line.put("decisions", decisions());
    String metric =
        plan.promised() == null ? plan.metrics().get(0).name() : plan.promised().metric();
    line.put("metric", metric);
    List<Map<String, Object>> effects = new ArrayList<>();
    for (String treatment : plan.treatments()) {
      MetricReadOut read = readOut.overall(metric, treatment);
      Map<String, Object> effect = new LinkedHashMap<>();
      effect.put("treatment", treatment);
      effect.put("units", read.units());
      effect.put("effect", JsonNumbers.orNull(read.effect().estimate()));
      effect.put("interval", interval(read.interval()));
      effects.add(effect);
    }
    line.put("effects", effects);
    line.put("promised", plan.promised() == null ? null : promiseEntries());
    return line;
  }

  private Map<String, Object> decisions() {
    Map<String, Object> decisions = new LinkedHashMap<>();
    readOut.plan().treatments().forEach(arm -> decisions.put(arm, readOut.decision(arm).words()));
    return decisions;
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
      entry.put("measured", JsonNumbers.orNull(read.effect().estimate()));
      entry.put("interval", interval(read.interval()));
      entry.put("outcome", outcome(promised, read));
      entries.add(entry);
    }
    return entries;
  }

  /** Whether a promise was kept, in words. */
  static String outcome(Promise promised, MetricReadOut read) {
    ConfidenceInterval interval = read.interval();
    if (Double.isNaN(interval.low())) {
      return "not measured";
    }
    return interval.contains(promised.uplift())
        ? "within the interval"
        : interval.below(promised.uplift()) ? "below the promise" : "above the promise";
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
    entry.put("p", JsonNumbers.orNull(ratio.p()));
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
    entry.put("control", JsonNumbers.orNull(read.control().value()));
    entry.put("treatment", JsonNumbers.orNull(read.treated().value()));
    entry.put("unadjusted", effect(read, read.plain()));
    entry.put("log_relative_interval", interval(read.logRelative()));
    if (read.cuped() != null) {
      Map<String, Object> adjusted = effect(read, read.cuped().relative());
      adjusted.put("theta", JsonNumbers.orNull(read.cuped().theta()));
      adjusted.put("variance_reduced", JsonNumbers.orNull(read.cuped().varianceReduced()));
      entry.put("adjusted", adjusted);
    }
    entry.put("p", JsonNumbers.orNull(read.p()));
    entry.put("corrected_p", JsonNumbers.orNull(corrected));
    if (read.look() != null) {
      entry.put("z", JsonNumbers.orNull(read.look().z(read.effect())));
      entry.put("crossed", read.look().crossed(read.effect()));
      entry.put("repeated_interval", interval(read.interval()));
    }
    if (read.metric().isGuardrail()) {
      entry.put("margin", read.metric().margin());
      entry.put("p_of_loss", JsonNumbers.orNull(read.pOfLoss()));
    }
    entry.put("smallest_detectable_effect", JsonNumbers.orNull(read.smallestEffect()));
    entry.put("weeks_needed", JsonNumbers.orNull(read.weeksNeeded()));
    entry.put("decision", read.decision(corrected).words());
    return entry;
  }

  private static Map<String, Object> effect(MetricReadOut read, Effect effect) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("effect", JsonNumbers.orNull(effect.estimate()));
    entry.put("standard_error", JsonNumbers.orNull(effect.standardError()));
    entry.put("interval", interval(read.fixedHorizon(effect)));
    entry.put("p", JsonNumbers.orNull(effect.p(Alternative.TWO_SIDED)));
    entry.put("always_valid_interval", interval(read.alwaysValid(effect)));
    return entry;
  }

  private Map<String, Object> interferenceEntry() {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("candidates", interference.candidates());
    entry.put("shared", interference.shared());
    entry.put("shared_share", JsonNumbers.orNull(interference.sharedShare()));
    entry.put("contacts", interference.contacts());
    entry.put("shared_contacts_share", JsonNumbers.orNull(interference.sharedContactsShare()));
    entry.put("unknown_contacts", interference.unknown());
    return entry;
  }

  private static List<Double> interval(ConfidenceInterval interval) {
    return JsonNumbers.interval(interval.low(), interval.high());
  }
}
