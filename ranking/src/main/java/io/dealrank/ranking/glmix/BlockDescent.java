package io.dealrank.ranking.glmix;

import io.dealrank.ranking.glmix.GlmixSettings.Variance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The descent inside one task, on rows that are all in one block. */
final class BlockDescent {
  private final GlmixSettings settings;
  private final RowLayout layout;
  private final OneBlock block;
  private final FixedEffect[] effects;
  private final List<double[]> history = new ArrayList<>();
  private final double[] penalties;
  private final double[][] coefficients;
  private final double[][] scores;

  /** Score of every row: its offset and the scores of all coordinates. */
  private double[] totals;

  /**
   * @param effects by coordinate; null for random effects
   */
  BlockDescent(GlmixSettings settings, RowLayout layout, OneBlock block, FixedEffect[] effects) {
    this.settings = settings;
    this.layout = layout;
    this.block = block;
    this.effects = effects;
    int parts = effects.length;
    penalties = new double[parts];
    coefficients = new double[parts][];
    scores = new double[parts][block.home.rows()];
  }

  /** Runs the passes; rows whose values are refused are not fitted. */
  BlockFit run() {
    int parts = effects.length;
    double[][] variances = new double[parts][];
    if (!block.home.isSound()) {
      return new BlockFit(block, new double[0][], new double[parts][], variances);
    }
    for (int k = 0; k < parts; k++) {
      coefficients[k] =
          effects[k] != null
              ? effects[k].start()
              : RandomEffect.start(block.groups[k], block.priors[k]);
      score(k);
    }
    totals = ListLoss.totals(block.home, scores);
    Descent.passes(settings, this::update);
    for (int k = 0; k < parts; k++) {
      variances[k] = variances(k);
    }
    return new BlockFit(block, history.toArray(double[][]::new), coefficients, variances);
  }

  private double update(int k, int pass) {
    double[] step = new double[6];
    step[0] = pass;
    step[1] = k;
    if (!settings.coordinates().get(k).locked()) {
      double[] offsets = offsets(k);
      if (effects[k] != null) {
        coefficients[k] =
            effects[k].minimise(
                effects[k].at(block.home, offsets, settings.loss()), coefficients[k]);
        penalties[k] = effects[k].penalty(coefficients[k]);
      } else {
        Solved solved =
            RandomEffect.solve(
                block.groups[k],
                block.priors[k],
                block.atEntities(k, offsets),
                coefficients[k],
                settings.loss());
        coefficients[k] = solved.coefficients;
        penalties[k] = solved.penalty;
        step[3] = solved.entities;
        step[4] = solved.steps;
        step[5] = solved.unfinished;
      }
      score(k);
      totals = ListLoss.totals(block.home, scores);
    }
    step[2] =
        CoordinateDescent.loss(block.home, totals, settings.loss())
            + Arrays.stream(penalties).sum();
    history.add(step);
    return step[2];
  }

  private double[] offsets(int k) {
    return PointwiseUpdate.without(k, block.home, scores);
  }

  private void score(int k) {
    RowLayout.Part part = layout.parts[k];
    if (effects[k] != null) {
      scores[k] =
          FixedEffect.scores(block.home.fixed[k], block.home.rows(), coefficients[k], part.size);
      return;
    }
    EntityBlock groups = block.groups[k];
    Map<String, double[]> hot =
        part.hot.isEmpty()
            ? new TreeMap<>()
            : RandomEffect.ofHot(
                groups, block.priors[k].carried, coefficients[k], part.hot, part.size);
    scores[k] = block.atHome(k, groups.scores(coefficients[k], hot));
  }

  private double[] variances(int k) {
    if (settings.variance() == Variance.NONE || settings.coordinates().get(k).locked()) {
      return null;
    }
    boolean full = settings.variance() == Variance.FULL;
    double[] offsets = offsets(k);
    return effects[k] != null
        ? effects[k].variances(
            effects[k].at(block.home, offsets, settings.loss()), coefficients[k], full)
        : RandomEffect.variances(
            block.groups[k],
            block.priors[k],
            block.atEntities(k, offsets),
            coefficients[k],
            settings.loss(),
            full);
  }
}
