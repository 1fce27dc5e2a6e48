package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Where the cells of a training row lie and how rows are spread; made on the driver, sent to the
 * tasks.
 *
 * <p>Cells: label, weight, offset, row hash, list (0 if unused); then per coordinate: features,
 * and, for random effects, entity, target partition, candidate (whether the row may be one its
 * entity learns from).
 */
final class RowLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String LABEL = "__label";
  static final String WEIGHT = "__weight";
  static final String OFFSET = "__offset";
  static final String HASH = "__hash";
  static final String LIST = "__list";
  static final int FIRST = 5;
  static final int PER_COORDINATE = 4;

  final int partitions;
  final Part[] parts;

  /** What a task needs to know of a coordinate. */
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    final boolean fixed;
    final boolean hasFeatures;
    final boolean intercept;
    final int size;
    final long minRows;
    final long maxRows;
    final Map<String, Long> hot;

    /**
     * @param size number of features
     * @param hot entities with more rows than {@code maxRows}, and their rows
     */
    Part(Coordinate coordinate, int size, Map<String, Long> hot) {
      this.fixed = coordinate.isFixed();
      this.hasFeatures = coordinate.features() != null;
      this.intercept = coordinate.hasIntercept();
      this.size = size;
      this.minRows = coordinate.minRows();
      this.maxRows = coordinate.maxRows();
      this.hot = hot;
    }
  }

  RowLayout(int partitions, List<Part> parts) {
    this.partitions = partitions;
    this.parts = parts.toArray(Part[]::new);
  }

  static String features(int k) {
    return "__features_" + k;
  }

  static String entity(int k) {
    return "__entity_" + k;
  }

  static String target(int k) {
    return "__target_" + k;
  }

  static String candidate(int k) {
    return "__candidate_" + k;
  }
}
