package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** What one task has fitted, in arrays, which travel with any serializer. */
final class BlockFit implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By coordinate: values that are NaN or infinite, and vectors of another length. */
  final long[] notFinite;

  final long[] otherSizes;

  /** By update: pass, coordinate, objective, entities, steps, unfinished. */
  private final double[][] history;

  /** By coordinate: aligned with {@link #groups}, or those of a fixed effect. */
  final double[][] coefficients;

  /** As the coefficients; null: not estimated. */
  final double[][] variances;

  /** By coordinate; null on the driver and for fixed effects. */
  private final EntityBlock[] groups;

  private final EntityPriors[] priors;

  BlockFit(OneBlock block, double[][] history, double[][] coefficients, double[][] variances) {
    this(
        block.home.notFinite,
        block.home.otherSizes,
        history,
        coefficients,
        variances,
        block.groups,
        block.priors);
  }

  private BlockFit(
      long[] notFinite,
      long[] otherSizes,
      double[][] history,
      double[][] coefficients,
      double[][] variances,
      EntityBlock[] groups,
      EntityPriors[] priors) {
    this.notFinite = notFinite;
    this.otherSizes = otherSizes;
    this.history = history;
    this.coefficients = coefficients;
    this.variances = variances;
    this.groups = groups;
    this.priors = priors;
  }

  /** What the driver is told: without random effects. */
  BlockFit summary() {
    double[][] means = coefficients.clone();
    double[][] known = variances.clone();
    for (int k = 0; k < groups.length; k++) {
      if (groups[k] != null) {
        means[k] = null;
        known[k] = null;
      }
    }
    EntityBlock[] noGroups = new EntityBlock[groups.length];
    return new BlockFit(
        notFinite, otherSizes, history, means, known, noGroups, new EntityPriors[groups.length]);
  }

  List<GlmixStep> history(List<Coordinate> coordinates) {
    return IntStream.range(0, history.length)
        .mapToObj(
            i ->
                new GlmixStep(
                    (int) history[i][0],
                    coordinates.get((int) history[i][1]).name(),
                    history[i][2],
                    (long) history[i][3],
                    (long) history[i][4],
                    (long) history[i][5]))
        .toList();
  }

  /** Rows of {@link EntityTable} of the entities that learnt. */
  Iterator<Row> learnt(int k, int size) {
    return EntityTable.rows(groups[k], priors[k], coefficients[k], variances[k], size);
  }

  /** Of older rows, those of entities that did not. */
  Iterator<Row> untouched(int k, Iterator<Row> older) {
    return groups[k].withoutLearning(older);
  }
}
