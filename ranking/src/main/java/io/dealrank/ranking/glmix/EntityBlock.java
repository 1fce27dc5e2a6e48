package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;

/**
 * The rows of one random effect that lie in one partition, grouped by entity. Group g has rows
 * {@code [rowStarts[g], rowStarts[g + 1])}, of which those before {@code activeEnds[g]} are learnt
 * from. Its coefficients are the features that its rows have, {@code subspace[subspaceStarts[g],
 * subspaceStarts[g + 1])} ascending, then the intercept; they lie from {@code from(g)} on in every
 * array of coefficients of this block.
 *
 * <p>A group is passive if it learns nothing here: the entity is null (it has no coefficients), has
 * too few rows, or is a part of a hot entity that was spread (its coefficients come from where it
 * learns).
 */
final class EntityBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  final String[] entities;
  final int[] rowStarts;
  final int[] activeEnds;
  final boolean[] spread;
  final double[] scales;
  final int[] subspaceStarts;
  final int[] subspace;
  final boolean intercept;
  final FeatureRows features;
  final double[] labels;
  final double[] weights;

  private EntityBlock(
      String[] entities,
      int[] rowStarts,
      int[] activeEnds,
      boolean[] spread,
      double[] scales,
      int[] subspaceStarts,
      int[] subspace,
      boolean intercept,
      FeatureRows features,
      double[] labels,
      double[] weights) {
    this.entities = entities;
    this.rowStarts = rowStarts;
    this.activeEnds = activeEnds;
    this.spread = spread;
    this.scales = scales;
    this.subspaceStarts = subspaceStarts;
    this.subspace = subspace;
    this.intercept = intercept;
    this.features = features;
    this.labels = labels;
    this.weights = weights;
  }

  /**
   * Groups rows that are already in the order (entity, candidates first, row hash).
   *
   * @param entities entity of each row, null first
   * @param candidates whether the entity may learn from the row here
   */
  static EntityBlock of(
      RowLayout.Part part,
      String[] entities,
      boolean[] candidates,
      EntryBuffer entries,
      int[] order,
      double[] labels,
      double[] weights) {
    int rows = entities.length;
    int groups = 0;
    int[] starts = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      if (i == 0
          || candidates[i] != candidates[i - 1]
          || !java.util.Objects.equals(entities[i], entities[i - 1])) {
        starts[groups++] = i;
      }
    }
    starts[groups] = rows;
    FeatureRows features = entries.freeze(order, part.size);
    String[] names = new String[groups];
    int[] activeEnds = new int[groups];
    boolean[] spread = new boolean[groups];
    double[] scales = new double[groups];
    int[] subspaceStarts = new int[groups + 1];
    int[] subspace = new int[16];
    Subspaces subspaces = new Subspaces(part.size);
    for (int g = 0; g < groups; g++) {
      int first = starts[g];
      int end = starts[g + 1];
      names[g] = entities[first];
      Long hot = names[g] == null ? null : part.hot.get(names[g]);
      spread[g] = names[g] != null && !candidates[first];
      boolean learns =
          names[g] != null && !spread[g] && (hot != null || end - first >= part.minRows);
      int active = learns ? (int) Math.min(end - first, part.maxRows) : 0;
      activeEnds[g] = first + active;
      scales[g] = active == 0 ? 1 : (double) (hot == null ? end - first : hot) / active;
      int[] own =
          names[g] == null
              ? new int[0]
              : features.isDense() ? subspaces.all() : subspaces.used(features, first, end);
      if (subspaceStarts[g] + own.length > subspace.length) {
        subspace =
            Arrays.copyOf(subspace, Math.max(2 * subspace.length, subspaceStarts[g] + own.length));
      }
      System.arraycopy(own, 0, subspace, subspaceStarts[g], own.length);
      subspaceStarts[g + 1] = subspaceStarts[g] + own.length;
      if (names[g] != null && !features.isDense()) {
        subspaces.rename(features, first, end, own);
      }
    }
    return new EntityBlock(
        names,
        Arrays.copyOf(starts, groups + 1),
        activeEnds,
        spread,
        scales,
        subspaceStarts,
        Arrays.copyOf(subspace, subspaceStarts[groups]),
        part.intercept,
        features,
        labels,
        weights);
  }

  int groups() {
    return entities.length;
  }

  int rows() {
    return labels.length;
  }

  /** Where the coefficients of a group start. */
  int from(int group) {
    return subspaceStarts[group] + (intercept ? group : 0);
  }

  /** Number of features of a group. */
  int width(int group) {
    return subspaceStarts[group + 1] - subspaceStarts[group];
  }

  /**
   * Whether any row of the group has a value other than 0, by feature of its subspace. Not all have
   * one where the rows are kept dense, which is up to the other rows of the partition.
   */
  boolean[] used(int group) {
    boolean[] used = new boolean[width(group)];
    if (!features.isDense()) {
      Arrays.fill(used, true);
      return used;
    }
    for (int i = rowStarts[group]; i < rowStarts[group + 1]; i++) {
      for (int j = 0; j < used.length; j++) {
        used[j] |= features.value(i, j) != 0;
      }
    }
    return used;
  }

  /** Length of an array of coefficients of this block. */
  int coefficients() {
    return from(groups());
  }

  /** Whether the group has coefficients that are learnt here. */
  boolean learns(int group) {
    return activeEnds[group] > rowStarts[group];
  }

  /** Of rows of {@link EntityTable}, those whose entity does not learn here. */
  Iterator<Row> withoutLearning(Iterator<Row> rows) {
    Set<String> learning = new HashSet<>();
    for (int g = 0; g < groups(); g++) {
      if (learns(g)) {
        learning.add(entities[g]);
      }
    }
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
        .filter(row -> !learning.contains(row.getString(EntityTable.ENTITY)))
        .iterator();
  }

  /**
   * {@code x . w} of every row.
   *
   * @param elsewhere coefficients of spread entities by all features and the intercept last
   */
  double[] scores(double[] w, Map<String, double[]> elsewhere) {
    double[] scores = new double[rows()];
    double[] local = new double[16];
    for (int g = 0; g < groups(); g++) {
      double[] own = w;
      int from = from(g);
      int width = width(g);
      if (entities[g] == null) {
        continue;
      }
      if (spread[g]) {
        double[] whole = elsewhere.get(entities[g]);
        if (whole == null) {
          continue;
        }
        if (local.length < width + 1) {
          local = new double[width + 1];
        }
        for (int j = 0; j < width; j++) {
          local[j] = whole[subspace[subspaceStarts[g] + j]];
        }
        local[width] = whole[whole.length - 1];
        own = local;
        from = 0;
      }
      double constant = intercept ? own[from + width] : 0;
      for (int i = rowStarts[g]; i < rowStarts[g + 1]; i++) {
        scores[i] = features.dot(i, own, from) + constant;
      }
    }
    return scores;
  }
}
