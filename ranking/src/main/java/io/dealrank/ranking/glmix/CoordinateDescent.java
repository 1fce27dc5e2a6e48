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
  private static final int PASSES_BETWEEN_CUTS = 3;

  private final GlmixSettings settings;
  private final PlacedRows placed;
  private final List<GlmixStep> history = new ArrayList<>();
  private final List<JavaRDD<?>> superseded = new ArrayList<>();
  private final JavaRDD<Solved>[] solved;
  private final FixedEffect[] effects;
  private final double[][] fixed;
  private final double[] penalties;
  private final GlmixModel initial;
  private boolean cutting;

  /** Scores at home: one array per coordinate. */
  private JavaRDD<double[][]> scores;

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
    scores = placed.keep(startScores(initial));
  }

  /** Scores of the older model; 0 where there is none. */
  private JavaRDD<double[][]> startScores(GlmixModel initial) {
    int parts = placed.parts();
    JavaRDD<double[][]> start = placed.home().map(block -> new double[parts][block.rows()]);
    for (int k = 0; initial != null && k < parts; k++) {
      int at = k;
      Coordinate c = placed.coordinate(k);
      if (c.isFixed() && initial.fixed(c.name()) != null) {
        double[] w = fixed[k];
        int size = placed.size(k);
        start =
            placed
                .home()
                .zip(start)
                .map(
                    pair ->
                        with(
                            pair._2(),
                            at,
                            FixedEffect.scores(pair._1().fixed[at], pair._1().rows(), w, size)));
      } else if (!c.isFixed() && initial.entities(c.name()) != null) {
        JavaRDD<double[]> means = placed.problems(k).map(p -> RandomEffect.start(p._1(), p._2()));
        start =
            start.zip(placed.scoresAtHome(k, means)).map(pair -> with(pair._1(), at, pair._2()));
      }
    }
    return start;
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
          cutting = pass % PASSES_BETWEEN_CUTS == 0;
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
      fixed[k] = move.fixed(k, effects[k], fixed[k], scores);
      penalties[k] = effects[k].penalty(fixed[k]);
    }
    double[] w = fixed[k];
    int size = placed.size(k);
    replace(
        placed
            .home()
            .zip(scores)
            .map(
                pair ->
                    with(
                        pair._2(),
                        k,
                        FixedEffect.scores(pair._1().fixed[k], pair._1().rows(), w, size))));
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
                : move.random(k, before, scores));
    cutLineage(after);
    solved[k] = after;
    JavaRDD<double[]> own = placed.scoresAtHome(k, after.map(s -> s.coefficients));
    replace(scores.zip(own).map(pair -> with(pair._1(), k, pair._2())));
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

  private static double[][] with(double[][] scores, int k, double[] own) {
    double[][] changed = scores.clone();
    changed[k] = own;
    return changed;
  }

  private void replace(JavaRDD<double[][]> next) {
    // The next action makes the new scores from the old ones, which are then released.
    superseded.add(scores);
    scores = placed.keep(next);
    cutLineage(scores);
  }

  /**
   * Every task carries the plan of how its scores came about, which grows with each update: it is
   * cut every third pass, to the checkpoint folder if the session has one, else in the executors'
   * memory.
   */
  private void cutLineage(JavaRDD<?> rdd) {
    if (!cutting) {
      return;
    }
    if (rdd.context().getCheckpointDir().isDefined()) {
      rdd.checkpoint();
    } else {
      var unused = rdd.rdd().localCheckpoint();
    }
  }

  /** The loss after an update and, of a random effect, what its entities add up to. */
  private double[] sums(JavaRDD<Solved> after) {
    Loss loss = settings.loss();
    boolean listwise = settings.listwise();
    JavaRDD<Double> losses =
        placed
            .home()
            .zip(scores)
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
    superseded.forEach(placed::release);
    superseded.clear();
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
                  effects[k].at(pointwise.offsets(k, scores), settings.loss()), fixed[k], full)
              : null,
          null);
    }
    Loss loss = settings.loss();
    JavaRDD<Tuple2<Tuple2<EntityBlock, EntityPriors>, Solved>> all =
        placed.problems(k).zip(solved[k]).map(pair -> new Tuple2<>(pair._1(), pair._2()));
    JavaRDD<double[]> variances =
        !wanted
            ? all.map(p -> new double[0])
            : all.zip(pointwise.offsetsAtEntities(k, scores))
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
