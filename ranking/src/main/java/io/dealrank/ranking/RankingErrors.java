package io.dealrank.ranking;

import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/** Every refusal of this module: the problem, the reason, the remedy, with the actual values. */
final class RankingErrors {
  private RankingErrors() {}

  static IllegalArgumentException missingColumn(String role, String column, String[] present) {
    return new IllegalArgumentException(
        "The %s column '%s' is missing; the table has %s. Closest is '%s': add the column or set the parameter."
            .formatted(
                role, column, List.of(present), ClosestName.to(column, List.of(present), "none")));
  }

  static IllegalArgumentException wrongType(
      String role, String column, DataType actual, String expected) {
    return new IllegalArgumentException(
        "The %s column '%s' is %s, but %s is needed. Cast it before fitting and scoring."
            .formatted(role, column, actual.sql(), expected));
  }

  static IllegalArgumentException unsetParameter(String ranker, String parameter) {
    return new IllegalArgumentException(
        "%s needs the parameter '%s', which has no default. Set it to the name of a column."
            .formatted(ranker, parameter));
  }

  static IllegalArgumentException noFeatures(String ranker) {
    return new IllegalArgumentException(
        "%s has no feature columns: it would score every listing alike. Set 'featureColumns'."
            .formatted(ranker));
  }

  static IllegalArgumentException noTrainingRows(long unlabelled) {
    return new IllegalArgumentException(
        ("No training rows: 0 rows carry a label and a positive weight (%d rows have a null label)."
                + " Train on impressions older than the attribution window, or widen the dates.")
            .formatted(unlabelled));
  }

  static IllegalArgumentException oneClass(String label, long rows, long positives) {
    return new IllegalArgumentException(
        ("The label '%s' has one class only: %d of %d training rows are positive, so there is nothing"
                + " to tell apart. Widen the dates or choose an outcome that happens more often.")
            .formatted(label, positives, rows));
  }

  static IllegalArgumentException labelNotBinary(String label, long count) {
    return new IllegalArgumentException(
        "The label '%s' has %d values other than 0, 1 and null. Map it to 1 (happened) and 0 (did not)."
            .formatted(label, count));
  }

  static IllegalArgumentException labelNotGraded(String label, long count, int highest) {
    return new IllegalArgumentException(
        "The label '%s' has %d values that are no whole number from 0 to %d, the grades whose gain is 2^grade - 1. Map it to such grades."
            .formatted(label, count, highest));
  }

  static IllegalArgumentException badOffsets(String offset, long count) {
    return new IllegalArgumentException(
        ("The offset column '%s' has %d values that are null, NaN, infinite or beyond 1e100 in the training rows;"
                + " an offset is added to what is learned and must be known. Fill it, or leave such rows out.")
            .formatted(offset, count));
  }

  static IllegalStateException nativeFailure(String what, Throwable cause) {
    return new IllegalStateException(
        ("XGBoost failed to %s: %s. Its native library needs Linux, macOS or Windows on x86-64 or aarch64 and"
                + " OpenMP (libgomp on Linux); the ranker 'gbt' needs none.")
            .formatted(what, cause.getMessage()),
        cause);
  }

  static IllegalArgumentException unknownLeaf(int tree, int node) {
    return new IllegalArgumentException(
        "Tree %d has no leaf %d: the leaves come from another model. Encode them with the model that found them."
            .formatted(tree, node));
  }

  static IllegalArgumentException badWeights(String weight, long count) {
    return new IllegalArgumentException(
        ("The weight column '%s' has %d values that are null, negative, NaN or infinite; a weight says how"
                + " many rows a row counts for. Use values >= 0 (0 leaves the row out).")
            .formatted(weight, count));
  }

  static IllegalArgumentException badShares(String share, long count) {
    return new IllegalArgumentException(
        ("The observed share '%s' has %d values that are null, NaN or outside [0, 1]; it is the probability"
                + " that a positive row is seen as positive. Use 1 for a row observed in full.")
            .formatted(share, count));
  }

  static IllegalArgumentException notFinite(String column, long count) {
    return new IllegalArgumentException(
        ("The feature '%s' has %d NaN or infinite values in the training rows; no fitted number would mean"
                + " anything. Fix the expression that makes it, or turn them into null (unknown).")
            .formatted(column, count));
  }

  static IllegalArgumentException nothingVaries(Collection<String> columns) {
    return new IllegalArgumentException(
        ("None of the features %s varies over the training rows: each is constant or all null. Check the"
                + " feature join and the dates.")
            .formatted(columns));
  }

  static IllegalArgumentException badCounts(String successes, String trials, long count) {
    return new IllegalArgumentException(
        ("%d training rows have counts '%s' and '%s' that are negative, NaN, infinite or more successes than"
                + " trials. Check the two columns: successes are a part of the trials.")
            .formatted(count, successes, trials));
  }

  static IllegalArgumentException noTrials(String trials) {
    return new IllegalArgumentException(
        "The trials column '%s' sums to 0 over the training rows: the prior rate is undefined. Check the column."
            .formatted(trials));
  }

  static IllegalArgumentException unknownRanker(String type, Collection<String> known) {
    return new IllegalArgumentException(
        "There is no ranker '%s'. Did you mean '%s'? Known: %s."
            .formatted(type, ClosestName.to(type, known, "none"), known));
  }

  static IllegalArgumentException unknownParameter(
      String type, String name, Collection<String> known) {
    return new IllegalArgumentException(
        "The ranker '%s' has no parameter '%s'. Did you mean '%s'? Known: %s."
            .formatted(type, name, ClosestName.to(name, known, "none"), known));
  }

  static IllegalArgumentException badParameter(
      String type, String name, Object value, String doc, Exception cause) {
    return new IllegalArgumentException(
        "The parameter '%s' of the ranker '%s' cannot be '%s' (%s): it is the %s. Change the value."
            .formatted(
                name, type, value, value == null ? "null" : value.getClass().getSimpleName(), doc),
        cause);
  }

  static IllegalArgumentException notARankingModel(String path, Object found) {
    return new IllegalArgumentException(
        "%s holds a %s, not a RankingModel. Give the folder that RankingModel.save wrote."
            .formatted(path, found.getClass().getName()));
  }

  static IllegalArgumentException badVersion(String version) {
    return new IllegalArgumentException(
        ("The model version '%s' cannot name a folder: use letters, digits, '.', '_' and '-', starting with a"
                + " letter or digit, and not 'latest'.")
            .formatted(version));
  }

  static IllegalStateException versionExists(String version, Object root) {
    return new IllegalStateException(
        "The model version '%s' already exists in %s and versions are never overwritten. Choose a new version."
            .formatted(version, root));
  }

  static IllegalArgumentException unknownVersion(
      String version, Object root, Collection<String> known) {
    return new IllegalArgumentException(
        "There is no model version '%s' in %s. Closest is '%s'; versions: %s."
            .formatted(version, root, ClosestName.to(version, known, "none"), known));
  }

  static IllegalStateException renameFailed(Object from, Object to) {
    return new IllegalStateException(
        "Could not rename %s to %s: the file system refused. Check permissions and whether another run saved it."
            .formatted(from, to));
  }
}
