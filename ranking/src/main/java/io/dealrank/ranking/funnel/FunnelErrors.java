package io.dealrank.ranking.funnel;

import java.util.Collection;
import java.util.List;

/** Every refusal of this package: the problem, the reason, the remedy, with the actual values. */
final class FunnelErrors {
  private FunnelErrors() {}

  static IllegalArgumentException noStages() {
    return new IllegalArgumentException(
        "The funnel has no stages. Set 'stages' to label columns, from the most frequent to the target.");
  }

  static IllegalArgumentException repeatedStage(List<String> stages) {
    return new IllegalArgumentException(
        "The stages %s name a column twice. Name each label once, the target last."
            .formatted(stages));
  }

  static IllegalArgumentException targetIsNoStage(String label, List<String> stages) {
    return new IllegalArgumentException(
        "The label column '%s' is none of the stages %s, so the funnel does not lead to it. Add it last to 'stages'."
            .formatted(label, stages));
  }

  static IllegalArgumentException unknownStage(
      String parameter, String name, Collection<String> stages) {
    return new IllegalArgumentException(
        "The parameter '%s' names '%s', which is none of the stages %s. Use the name of a label column."
            .formatted(parameter, name, stages));
  }

  static IllegalArgumentException unknownFeature(
      String stage, String feature, Collection<String> features) {
    return new IllegalArgumentException(
        "'stageExclude' takes '%s' out of the stage '%s', but it is no feature; they are %s. Correct the name."
            .formatted(feature, stage, features));
  }

  static IllegalArgumentException wrongMethods(int methods, int stages) {
    return new IllegalArgumentException(
        "%d calibration methods for %d stages. Give one for all, or one per stage."
            .formatted(methods, stages));
  }

  static IllegalArgumentException labelNotBinary(String label, long count) {
    return new IllegalArgumentException(
        "The label '%s' has %d values other than 0, 1 and null. Map it to 1 (happened) and 0 (did not)."
            .formatted(label, count));
  }

  static IllegalArgumentException oneClass(String label, long rows, long positives) {
    return new IllegalArgumentException(
        ("The stage '%s' has one class only: %d of the %d labelled rows that reached it are positive. Widen"
                + " the dates, leave the stage out, or set 'fallback' to 'rate' for its base rate.")
            .formatted(label, positives, rows));
  }
}
