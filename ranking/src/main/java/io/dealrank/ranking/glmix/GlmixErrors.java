package io.dealrank.ranking.glmix;

import java.util.Arrays;
import java.util.Collection;

/** Every error of this package: the problem, the reason, the remedy. */
final class GlmixErrors {
  private GlmixErrors() {}

  static IllegalArgumentException badCoordinate(String name, String what, String why) {
    return new IllegalArgumentException(
        "The coordinate '%s' has %s: %s. Change the coordinate.".formatted(name, what, why));
  }

  static IllegalArgumentException noCoordinates() {
    return new IllegalArgumentException(
        "There is no coordinate: a mixed-effect model is a sum of at least one. Call setCoordinates.");
  }

  static IllegalArgumentException twice(String name) {
    return new IllegalArgumentException(
        "Two coordinates are called '%s': names are keys of the saved model. Rename one."
            .formatted(name));
  }

  static IllegalArgumentException missingColumn(String role, String column, String[] columns) {
    return new IllegalArgumentException(
        "The %s column '%s' is missing. Columns: %s. Name another column or add it."
            .formatted(role, column, Arrays.toString(columns)));
  }

  static IllegalArgumentException wrongType(
      String role, String column, Object type, String wanted) {
    return new IllegalArgumentException(
        "The %s column '%s' is %s but must be %s. Cast it or name another column."
            .formatted(role, column, type, wanted));
  }

  static IllegalArgumentException noRows(long unlabelled, long weightless) {
    return new IllegalArgumentException(
        ("There are no rows to learn from: %d are unlabelled (label null), %d have weight 0. Give labelled rows"
                + " with a weight above 0.")
            .formatted(unlabelled, weightless));
  }

  static IllegalArgumentException badValues(String what, long rows, String wanted) {
    return new IllegalArgumentException(
        "%d rows have %s; it must be %s. Filter or repair these rows."
            .formatted(rows, what, wanted));
  }

  static IllegalArgumentException notFinite(String column, long entries) {
    return new IllegalArgumentException(
        "%d entries of the vectors in '%s' are NaN or infinite: they have no place in a sum. Fill or filter them."
            .formatted(entries, column));
  }

  static IllegalArgumentException interceptOnly(String name) {
    return new IllegalArgumentException(
        ("The fixed effect '%s' has no features: the same constant for all rows of a list changes no order."
                + " Drop it for the objective softmax.")
            .formatted(name));
  }

  static IllegalArgumentException oneClass(String label, long rows, double positives) {
    return new IllegalArgumentException(
        ("Every one of the %d rows has label %s in column '%s': there is no difference to learn. Give rows of both"
                + " classes, or check how the label is made.")
            .formatted(rows, positives > 0 ? "1" : "0", label));
  }

  static IllegalArgumentException sizes(String column, int expected, int found) {
    return new IllegalArgumentException(
        "The vectors of '%s' have %d entries in one row and %d in another. Make them of one length."
            .formatted(column, expected, found));
  }

  static IllegalArgumentException notInInitialModel(String name, Collection<String> known) {
    return new IllegalArgumentException(
        ("The coordinate '%s' is locked but the initial model has only %s: there are no coefficients to keep."
                + " Unlock it or give the model that has it.")
            .formatted(name, known));
  }

  static IllegalArgumentException lockedWithoutModel(String name) {
    return new IllegalArgumentException(
        "The coordinate '%s' is locked but there is no initial model. Call setInitialModel or unlock it."
            .formatted(name));
  }

  static IllegalArgumentException otherSize(String name, int before, int now) {
    return new IllegalArgumentException(
        ("The coordinate '%s' has %d features in the initial model and %d now. Drop and add the coordinate under"
                + " another name, or keep the features.")
            .formatted(name, before, now));
  }

  static IllegalArgumentException sameFeature(String column, String name) {
    return new IllegalArgumentException(
        "Two entries of '%s' are called '%s': a coefficient would have two places. Rename one."
            .formatted(column, name));
  }

  static IllegalArgumentException unnamedFeatures(
      String coordinate, String column, Collection<String> known) {
    return new IllegalArgumentException(
        ("The coordinate '%s' reads the vectors '%s', whose entries have no names: names are given for %s."
                + " Give theirs, in the order of the vector.")
            .formatted(coordinate, column, known));
  }

  static IllegalArgumentException noCoefficients(String coordinate) {
    return new IllegalArgumentException(
        "There are no coefficients of the coordinate '%s'. Drop it, or name it as the coefficients do."
            .formatted(coordinate));
  }

  static IllegalArgumentException otherKind(String coordinate, boolean fixed, long rows) {
    return new IllegalArgumentException(
        "The coordinate '%s' is a %s effect but %d of its coefficients have %s entity. Change the coordinate."
            .formatted(coordinate, fixed ? "fixed" : "random", rows, fixed ? "an" : "no"));
  }

  static IllegalArgumentException unknownFeatures(String coordinate, long rows, String example) {
    return new IllegalArgumentException(
        ("The coordinate '%s' has %d coefficients of features that its vectors do not have, such as '%s': leaving"
                + " them out would change the scores. Add the features, or filter the coefficients.")
            .formatted(coordinate, rows, example));
  }

  static IllegalArgumentException repeatedCoefficients(
      long rows, String coordinate, String feature) {
    return new IllegalArgumentException(
        "%d coefficients are there more than once, such as those of '%s' in '%s'. Keep one of each."
            .formatted(rows, feature, coordinate));
  }

  static IllegalArgumentException otherKind(String name, boolean isFixed) {
    return new IllegalArgumentException(
        "The coordinate '%s' is a %s in the initial model and a %s now. Give it another name."
            .formatted(
                name,
                isFixed ? "random effect" : "fixed effect",
                isFixed ? "fixed effect" : "random effect"));
  }

  /** Throws where vectors hold values that are not finite, or have another length. */
  static void refuseValues(
      GlmixSettings settings, RowLayout layout, long[] notFinite, long[] otherSizes) {
    for (int k = 0; k < notFinite.length; k++) {
      String features = settings.coordinates().get(k).features();
      if (otherSizes[k] > 0) {
        throw badValues(
            "vectors of another length in '" + features + "'",
            otherSizes[k],
            "of " + layout.parts[k].size + " entries");
      }
      if (notFinite[k] > 0) {
        throw notFinite(features, notFinite[k]);
      }
    }
  }
}
