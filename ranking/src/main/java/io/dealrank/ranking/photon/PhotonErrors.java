package io.dealrank.ranking.photon;

import java.util.Collection;

/** Every error of this package: the problem, the reason, the remedy. */
final class PhotonErrors {
  private PhotonErrors() {}

  static IllegalArgumentException noFiles(Object path) {
    return new IllegalArgumentException(
        ("There are no Avro files at '%s': a file *.avro, a folder of them, or a folder with"
                + " coefficients/ is read. Check the path.")
            .formatted(path));
  }

  static IllegalArgumentException noModel(String folder) {
    return new IllegalArgumentException(
        ("The folder '%s' has neither fixed-effect/ nor random-effect/: it is no Photon model."
                + " Give the folder that has them, or read one coordinate.")
            .formatted(folder));
  }

  static IllegalArgumentException notAvro(String file, String why) {
    return new IllegalArgumentException(
        "The file '%s' cannot be read as Avro: %s. Copy it again, or take it out of the folder."
            .formatted(file, why));
  }

  static IllegalArgumentException foreign(String file, String record, String why) {
    return new IllegalArgumentException(
        ("The file '%s' holds records '%s' that are no BayesianLinearModelAvro: %s. Give the coefficients of a"
                + " Photon model.")
            .formatted(file, record, why));
  }

  static IllegalArgumentException notFinite(
      String file, String model, String feature, double mean) {
    return new IllegalArgumentException(
        "The file '%s' has the coefficient %s for '%s' of model '%s': a score cannot use it. Fit that model again."
            .formatted(file, mean, feature, model));
  }

  static IllegalArgumentException folderExists(String folder) {
    return new IllegalArgumentException(
        "The folder '%s' exists: a model is not written over another. Delete it or choose another."
            .formatted(folder));
  }

  static IllegalArgumentException noCoefficients() {
    return new IllegalArgumentException(
        "There are no coefficients to write: the table is empty. Give those of a fitted model.");
  }

  static IllegalArgumentException badName(String coordinate) {
    return new IllegalArgumentException(
        "The coordinate '%s' cannot be the name of a folder. Rename it: letters, digits, '_', '-', '.'."
            .formatted(coordinate));
  }

  static IllegalArgumentException bothKinds(String coordinate) {
    return new IllegalArgumentException(
        ("The coordinate '%s' has rows with and without entity: it is a fixed effect or a random one. Give the two"
                + " different names.")
            .formatted(coordinate));
  }

  static IllegalArgumentException missingColumn(String column, Collection<String> columns) {
    return new IllegalArgumentException(
        "The coefficients have no column '%s'. Columns: %s. Give the table that coefficients() makes."
            .formatted(column, columns));
  }

  static IllegalArgumentException unknownObjective(String objective) {
    return new IllegalArgumentException(
        "The objective '%s' is unknown. Give logistic, squared or softmax.".formatted(objective));
  }
}
