package io.dealrank.ranking.glmix;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The scores of the rows at home, one array per coordinate, kept from one update to the next.
 *
 * <p>Every task carries the plan of how its scores came about, which grows with each update: it is
 * cut every third pass, to the checkpoint folder if the session has one, else in the executors'
 * memory.
 */
final class HomeScores {
  private static final int PASSES_BETWEEN_CUTS = 3;

  private final PlacedRows placed;
  private final List<JavaRDD<?>> superseded = new ArrayList<>();
  private JavaRDD<double[][]> scores;

  private HomeScores(PlacedRows placed, JavaRDD<double[][]> scores) {
    this.placed = placed;
    this.scores = scores;
  }

  /**
   * Scores of the older model; 0 where there is none.
   *
   * @param initial the older model; null: none
   * @param fixed coefficients to start from, by coordinate; null for random effects
   */
  static HomeScores of(PlacedRows placed, GlmixModel initial, double[][] fixed) {
    int parts = placed.parts();
    JavaRDD<double[][]> start = placed.home().map(block -> new double[parts][block.rows()]);
    for (int k = 0; initial != null && k < parts; k++) {
      Coordinate c = placed.coordinate(k);
      if (c.isFixed() && initial.fixed(c.name()) != null) {
        start = with(start, k, ofFixed(placed, k, fixed[k]));
      } else if (!c.isFixed() && initial.entities(c.name()) != null) {
        JavaRDD<double[]> means = placed.problems(k).map(p -> RandomEffect.start(p._1(), p._2()));
        start = with(start, k, placed.scoresAtHome(k, means));
      }
    }
    return new HomeScores(placed, placed.keep(start));
  }

  JavaRDD<double[][]> all() {
    return scores;
  }

  /** Replaces the scores of a fixed effect. */
  void setFixed(int k, double[] coefficients, int pass) {
    set(k, ofFixed(placed, k, coefficients), pass);
  }

  /** Replaces the scores of a random effect. */
  void setRandom(int k, JavaRDD<double[]> coefficients, int pass) {
    set(k, placed.scoresAtHome(k, coefficients), pass);
  }

  private void set(int k, JavaRDD<double[]> own, int pass) {
    superseded.add(scores);
    scores = placed.keep(with(scores, k, own));
    cutLineage(scores, pass);
  }

  /** Releases the older scores, once an action has made the new ones from them. */
  void releaseSuperseded() {
    superseded.forEach(placed::release);
    superseded.clear();
  }

  /** Cuts the plan of what is kept, in the passes that do. */
  static void cutLineage(JavaRDD<?> kept, int pass) {
    if (pass % PASSES_BETWEEN_CUTS != 0) {
      return;
    }
    if (kept.context().getCheckpointDir().isDefined()) {
      kept.checkpoint();
    } else {
      var unused = kept.rdd().localCheckpoint();
    }
  }

  private static JavaRDD<double[]> ofFixed(PlacedRows placed, int k, double[] coefficients) {
    int size = placed.size(k);
    return placed
        .home()
        .map(block -> FixedEffect.scores(block.fixed[k], block.rows(), coefficients, size));
  }

  private static JavaRDD<double[][]> with(
      JavaRDD<double[][]> scores, int k, JavaRDD<double[]> own) {
    return scores
        .zip(own)
        .map(
            pair -> {
              double[][] changed = pair._1().clone();
              changed[k] = pair._2();
              return changed;
            });
  }
}
