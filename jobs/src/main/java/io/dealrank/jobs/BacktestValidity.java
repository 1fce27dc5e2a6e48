package io.dealrank.jobs;

import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.ListCounts;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import io.dealrank.evaluation.report.Validity;
import io.dealrank.evaluation.report.Validity.Check;
import io.dealrank.evaluation.report.Validity.Status;
import io.dealrank.features.vertical.Accuracy;
import io.dealrank.features.vertical.TableMapping;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.ModelProvenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What must hold before a backtest's numbers may be believed. */
record BacktestValidity(
    VerticalFile file,
    TimeSplit split,
    List<ModelProvenance> models,
    ListCounts counts,
    List<SingleFeatureCheck.Result> features,
    List<ComparisonRow> comparison,
    ControlChecks controls,
    long immature,
    boolean corrected) {
  private static final double TIES = 0.2;
  private static final double TOO_GOOD = 0.6;
  private static final double UNLABELLED = 0.75;

  Validity assess() {
    List<String> warnings = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    checks.add(timeSplit(warnings));
    checks.add(labels(warnings));
    checks.add(
        new Check(
            "features as of the query",
            Status.OK,
            file.vertical().accuracy() == Accuracy.EXACT
                ? "as of the instant of each impression: only facts before it"
                : "as of the last midnight UTC before each impression, as search has them"));
    checks.add(singleFeatures(warnings));
    checks.add(undated(warnings));
    checks.add(model(warnings));
    checks.add(ties(warnings));
    for (Check control : controls.checks()) {
      checks.add(control);
      if (control.status() == Status.FAILED) {
        warnings.add(control.name() + ": failed, " + control.detail());
      }
    }
    checks.add(
        new Check(
            "position bias",
            corrected ? Status.OK : Status.WARNING,
            corrected
                ? "the comparison favours the production order; corrected values stand below it"
                : "not corrected: people contact what they were shown near the top, so every number"
                    + " here favours the production order"));
    return new Validity(warnings, checks);
  }

  private Check labels(List<String> warnings) {
    double left = (double) immature / (immature + counts.listings());
    String detail =
        String.format(
            Locale.ROOT,
            "only lists whose attribution window of %s has closed; %d impressions of the log are"
                + " younger and left out, against %d judged",
            file.vertical().label().within(),
            immature,
            counts.listings());
    boolean most = left > UNLABELLED;
    if (most) {
      warnings.add("most impressions have no label yet: " + detail);
    }
    return new Check("labels are known", most ? Status.WARNING : Status.OK, detail);
  }

  private Check timeSplit(List<String> warnings) {
    for (int fold = 0; fold < models.size(); fold++) {
      ModelProvenance model = models.get(fold);
      Instant knownAt = model.training().to().plus(model.training().gap());
      if (knownAt.isAfter(split.cutoffs().get(fold))) {
        String problem =
            "model "
                + model.version()
                + " learned from labels known only at "
                + knownAt
                + ", after its cut-off "
                + split.cutoffs().get(fold);
        warnings.add(problem);
        return new Check("time split and gap", Status.FAILED, problem);
      }
    }
    return new Check(
        "time split and gap",
        Status.OK,
        models.size()
            + " cut-off(s); each model learned from impressions shown at least "
            + file.vertical().label().within()
            + " before the queries it ranks"
            + (models.stream().allMatch(model -> model.training().gap().equals(split.gap()))
                ? ""
                : ", and from later ones by the outcomes known at its cut-off"));
  }

  private Check singleFeatures(List<String> warnings) {
    List<SingleFeatureCheck.Result> tooGood =
        features.stream().filter(SingleFeatureCheck.Result::tooGood).toList();
    for (SingleFeatureCheck.Result feature : tooGood) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "feature %s alone ranks too well to be true: NDCG %.4f where a random order has %.4f;"
                  + " it probably knows the outcome. Check that its source is dated before you believe any number here",
              feature.feature(),
              feature.ndcg(),
              feature.random()));
    }
    SingleFeatureCheck.Result best =
        features.stream()
            .filter(f -> !Double.isNaN(f.closedGap()))
            .max(Comparator.comparingDouble(SingleFeatureCheck.Result::closedGap))
            .orElse(null);
    String detail =
        best == null
            ? "no feature could be checked"
            : String.format(
                Locale.ROOT,
                "best feature alone: %s (%s), NDCG %.4f, closes %.0f%% of the gap from random %.4f to 1; alarm from %.0f%%",
                best.feature(),
                best.direction(),
                best.ndcg(),
                100 * best.closedGap(),
                best.random(),
                100 * SingleFeatureCheck.TOO_GOOD);
    return new Check(
        "no feature too good to be true", tooGood.isEmpty() ? Status.OK : Status.FAILED, detail);
  }

  private Check undated(List<String> warnings) {
    List<String> undated = new ArrayList<>();
    for (Map.Entry<String, TableMapping> entity : file.vertical().tables().entities().entrySet()) {
      if (!entity.getValue().columns().containsKey("valid_from")) {
        undated.add(entity.getKey());
      }
    }
    if (undated.isEmpty()) {
      return new Check("features are dated", Status.OK, "every table of attributes has valid_from");
    }
    String detail =
        "attributes of "
            + String.join(", ", undated)
            + " are not dated (no valid_from): they may know the future";
    warnings.add(detail);
    return new Check("features are dated", Status.WARNING, detail);
  }

  private Check model(List<String> warnings) {
    for (ComparisonRow row : comparison) {
      boolean whole = row.segment().equals(Comparison.WHOLE);
      if (whole && row.metric().equals("ndcg")) {
        double closed = (row.model() - row.random()) / (1 - row.random());
        String detail =
            String.format(
                Locale.ROOT,
                "NDCG of the whole list: model %.4f, random %.4f, closes %.0f%% of the gap to 1; alarm from %.0f%%",
                row.model(),
                row.random(),
                100 * closed,
                100 * TOO_GOOD);
        if (closed >= TOO_GOOD) {
          warnings.add("the model ranks too well to be true. " + detail);
        }
        return new Check(
            "model not too good to be true",
            closed >= TOO_GOOD ? Status.FAILED : Status.OK,
            detail);
      }
    }
    return new Check("model not too good to be true", Status.WARNING, "no list was compared");
  }

  private Check ties(List<String> warnings) {
    double share = counts.tiedShare();
    String detail =
        String.format(
            Locale.ROOT,
            "%.1f%% of listings share their score with another of their list",
            100 * share);
    boolean many = share > TIES;
    if (many) {
      warnings.add(detail + ": the order of these comes from the production order");
    }
    return new Check("few ties of the model score", many ? Status.WARNING : Status.OK, detail);
  }
}
