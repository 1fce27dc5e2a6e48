package io.dealrank.ranking.glmix;

import io.dealrank.ranking.glmix.GlmixSettings.Variance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The descent over many partitions: an update moves a coordinate to its minimum with a loss per row
 * ({@link PointwiseUpdate}), towards it with a loss per list ({@link ListwiseUpdate}).
 */
final class CoordinateDescent implements Descent {
  private final GlmixSettings settings;
  private final PlacedRows placed;
  private final List<GlmixStep> history = new ArrayList<>();
  private final JavaRDD<Solved>[] solved;
  private final FixedEffect[] effects;
  private final double[][] fixed;
  private final double[] penalties;
  private final GlmixModel initial;
  private final HomeScores scores;

  /**
   * @param initial model to start from; null: none
   */
  @SuppressWarnings("unchecked")
  CoordinateDescent(GlmixSettings settings, TrainingRows training, GlmixModel initial) {
    this.settings = settings;
    this.placed = new PlacedRows(settings, training, initial);
    this.initial = initial;
    int parts = placed.parts();
    solved = new JavaRDD[parts];
    effects = new FixedEffect[parts];
    fixed = new double[parts][];
    penalties = new double[parts];
    for (int k = 0; k < parts; k++) {
      if (placed.coordinate(k).isFixed()) {
        effects[k] = FixedEffect.of(k, settings, placed.size(k), initial);
        fixed[k] = effects[k].start();
      }
    }
    scores = HomeScores.of(placed, initial, fixed);
  }

  /** How a coordinate's coefficients move while the others stay. */
  interface Move {
    /** New coefficients of a fixed effect. */
    double[] fixed(int k, FixedEffect effect, double[] start, JavaRDD<double[][]> scores);

    /**
     * New coefficients of a random effect; the caller keeps the result.
     *
     * @param before null in the first pass
     */
    JavaRDD<Solved> random(int k, JavaRDD<Solved> before, JavaRDD<double[][]> scores);
  }

  @Override
  public List<GlmixStep> history() {
    return history;
  }

  @Override
  public List<Fitted> run() {
    Move move = settings.listwise() ? new ListwiseUpdate(placed) : new PointwiseUpdate(placed);
    Descent.passes(
        settings,
        (k, pass) -> {
          if (placed.coordinate(k).isFixed()) {
            updateFixed(move, k, pass);
          } else {
            updateRandom(move, k, pass);
          }
          return history.get(history.size() - 1).objective();
        });
    List<Fitted> fitted = new ArrayList<>();
    for (int k = 0; k < placed.parts(); k++) {
      fitted.add(fitted(k));
    }
    return fitted;
  }

  @Override
  public void close() {
    placed.close();
  }

  private void updateFixed(Move move, int k, int pass) {
    Coordinate c = placed.coordinate(k);
    if (!c.locked()) {
      fixed[k] = move.fixed(k, effects[k], fixed[k], scores.all());
      penalties[k] = effects[k].penalty(fixed[k]);
    }
    scores.setFixed(k, fixed[k], pass);
    double objective = sums(null)[0] + Arrays.stream(penalties).sum();
    history.add(new GlmixStep(pass, c.name(), objective, 0, 0, 0));
  }

  private void updateRandom(Move move, int k, int pass) {
    Coordinate c = placed.coordinate(k);
    JavaRDD<Solved> before = solved[k];
    JavaRDD<Solved> after =
        placed.keep(
            c.locked()
                ? placed.problems(k).map(problem -> RandomEffect.keep(problem._2()))
                : move.random(k, before, scores.all()));
    HomeScores.cutLineage(after, pass);
    solved[k] = after;
    scores.setRandom(k, after.map(s -> s.coefficients), pass);
    double[] sums = sums(after);
    penalties[k] = sums[1];
    history.add(
        new GlmixStep(
            pass,
            c.name(),
            sums[0] + Arrays.stream(penalties).sum(),
            (long) sums[2],
            (long) sums[3],
            (long) sums[4]));
    placed.release(before);
  }

  /** Adds b to a, cell by cell. */
  static double[] plus(double[] a, double[] b) {
    for (int m = 0; m < a.length; m++) {
      a[m] += b[m];
    }
    return a;
  }

  /** The loss after an update and, of a random effect, what its entities add up to. */
  private double[] sums(JavaRDD<Solved> after) {
    Loss loss = settings.loss();
    boolean listwise = settings.listwise();
    JavaRDD<Double> losses =
        placed
            .home()
            .zip(scores.all())
            .map(
                pair -> {
                  double[] totals = ListLoss.totals(pair._1(), pair._2());
                  return listwise
                      ? ListLoss.value(pair._1(), totals)
                      : loss(pair._1(), totals, loss);
                });
    double[] sums =
        (after == null
                ? losses.map(sum -> new double[] {sum})
                : losses
                    .zip(after)
                    .map(
                        pair -> {
                          Solved s = pair._2();
                          return new double[] {
                            pair._1(), s.penalty, s.entities, s.steps, s.unfinished
                          };
                        }))
            .treeReduce(CoordinateDescent::plus, 2);
    scores.releaseSuperseded();
    return sums;
  }

  /** Sum of the losses of rows with these scores. */
  static double loss(HomeBlock block, double[] totals, Loss loss) {
    double sum = 0;
    for (int i = 0; i < totals.length; i++) {
      sum += block.weights[i] * loss.value(totals[i], loss.mean(totals[i]), block.labels[i]);
    }
    return sum;
  }

  private Fitted fitted(int k) {
    boolean full = settings.variance() == Variance.FULL;
    boolean wanted =
        settings.variance() != Variance.NONE
            && !settings.listwise()
            && !placed.coordinate(k).locked();
    int size = placed.size(k);
    PointwiseUpdate pointwise = new PointwiseUpdate(placed);
    if (placed.coordinate(k).isFixed() && placed.coordinate(k).locked()) {
      return new Fitted(fixed[k], initial.fixed(placed.coordinate(k).name()).variances(), null);
    }
    if (placed.coordinate(k).isFixed()) {
      return new Fitted(
          fixed[k],
          wanted
              ? effects[k].variances(
                  effects[k].at(pointwise.offsets(k, scores.all()), settings.loss()),
                  fixed[k],
                  full)
              : null,
          null);
    }
    Loss loss = settings.loss();
    JavaRDD<Tuple2<Tuple2<EntityBlock, EntityPriors>, Solved>> all =
        placed.problems(k).zip(solved[k]).map(pair -> new Tuple2<>(pair._1(), pair._2()));
    JavaRDD<double[]> variances =
        !wanted
            ? all.map(p -> new double[0])
            : all.zip(pointwise.offsetsAtEntities(k, scores.all()))
                .map(
                    p ->
                        RandomEffect.variances(
                            p._1()._1()._1(),
                            p._1()._1()._2(),
                            p._2()[0],
                            p._1()._2().coefficients,
                            loss,
                            full));
    return new Fitted(
        null,
        null,
        placed.withUntouched(
            k,
            all.zip(variances)
                .flatMap(
                    p ->
                        EntityTable.rows(
                            p._1()._1()._1(),
                            p._1()._1()._2(),
                            p._1()._2().coefficients,
                            wanted ? p._2() : null,
                            size))));
  }
}
