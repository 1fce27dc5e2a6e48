package io.dealrank.ranking.glmix;

import java.util.List;

/**
 * Block coordinate descent: each coordinate in turn is moved towards the minimum of
 *
 * <pre>
 * sum_i a_i loss(o_i + sum_k x_ik . w_k, t_i) + sum_k penalty_k(w_k)
 * </pre>
 *
 * with the scores of the others as offsets, so the objective falls with every update. Rows of many
 * partitions are visited by several jobs per update ({@link CoordinateDescent}); rows of one
 * partition by one job for all of it ({@link OneTaskDescent}).
 */
interface Descent {
  /** Runs the passes and returns what was fitted, by coordinate. */
  List<Fitted> run();

  /** Every update in order. */
  List<GlmixStep> history();

  /** Frees the rows; what was fitted cannot be read any more. */
  void close();

  /** An update of one coordinate. */
  interface Update {
    /** Returns the objective after it. */
    double of(int coordinate, int pass);
  }

  /**
   * Updates every coordinate in every pass, the locked ones in the first only, until a pass lowers
   * the objective by less than the tolerance.
   */
  static void passes(GlmixSettings settings, Update update) {
    double before = Double.POSITIVE_INFINITY;
    for (int pass = 1; pass <= settings.passes(); pass++) {
      double now = before;
      for (int k = 0; k < settings.coordinates().size(); k++) {
        if (pass == 1 || !settings.coordinates().get(k).locked()) {
          now = update.of(k, pass);
        }
      }
      if (before - now <= settings.tolerance() * Math.abs(now)) {
        return;
      }
      before = now;
    }
  }
}
