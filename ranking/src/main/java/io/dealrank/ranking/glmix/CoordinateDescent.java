package io.dealrank.ranking.glmix;

import io.dealrank.ranking.glmix.GlmixSettings.Variance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Block coordinate descent: each coordinate in turn is moved towards the minimum of
 *
 * <pre>
 * sum_i a_i loss(o_i + sum_k x_ik . w_k, t_i) + sum_k penalty_k(w_k)
 * </pre>
 *
 * with the scores of the others as offsets, so the objective falls with every update: to the
 * minimum over the coordinate with a loss per row ({@link PointwiseUpdate}), towards it with a loss
 * per list ({@link ListwiseUpdate}).
 */
final class CoordinateDescent {
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
  CoordinateDescent(PlacedRows placed, GlmixModel initial) {
    this.settings = placed.settings();
    this.placed = placed;
    this.initial = initial;
    int parts = placed.parts();
    solved = new JavaRDD[parts];
    effects = new FixedEffect[parts];
    fixed = new double[parts][];
    penalties = new double[parts];
    for (int k = 0; k < parts; k++) {
      if (placed.coordinate(k).isFixed()) {
        effects[k] = fixedEffect(k, initial);
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

  /**
   * What was fitted, by coordinate: coefficients and variances of a fixed effect (the intercept
   * last), or rows of {@link EntityTable}.
   */
  record Fitted(double[] coefficients, double[] variances, JavaRDD<Row> entities) {}

  /** An update: how a coordinate's coefficients move while the others stay. */
  interface Update {
    /** New coefficients of a fixed effect. */
    double[] fixed(int k, FixedEffect effect, double[] start, JavaRDD<double[][]> scores);

    /**
     * New coefficients of a random effect; the caller keeps the result.
     *
     * @param before null in the first pass
     */
    JavaRDD<Solved> random(int k, JavaRDD<Solved> before, JavaRDD<double[][]> scores);
  }

  List<GlmixStep> history() {
    return history;
  }

  /** Runs the passes and returns what was fitted, by coordinate. */
  List<Fitted> run() {
    Update update = settings.listwise() ? new ListwiseUpdate(placed) : new PointwiseUpdate(placed);
    double before = Double.POSITIVE_INFINITY;
    for (int pass = 1; pass <= settings.passes(); pass++) {
      cutting = pass % PASSES_BETWEEN_CUTS == 0;
      for (int k = 0; k < placed.parts(); k++) {
        if (placed.coordinate(k).locked() && pass > 1) {
          continue;
        }
        if (placed.coordinate(k).isFixed()) {
          updateFixed(update, k, pass);
        } else {
          updateRandom(update, k, pass);
        }
      }
      double now = history.get(history.size() - 1).objective();
      if (before - now <= settings.tolerance() * Math.abs(now)) {
        break;
      }
      before = now;
    }
    List<Fitted> fitted = new ArrayList<>();
    for (int k = 0; k < placed.parts(); k++) {
      fitted.add(fitted(k));
    }
    return fitted;
  }

  private FixedEffect fixedEffect(int k, GlmixModel initial) {
    Coordinate c = placed.coordinate(k);
    int size = placed.size(k);
    int n = size + (c.hasIntercept() ? 1 : 0);
    double[] means = new double[n];
    double[] precisions = new double[n];
    Arrays.fill(precisions, c.l2());
    if (c.hasIntercept()) {
      precisions[size] = c.interceptL2();
    }
    FixedCoefficients older = initial == null ? null : initial.fixed(c.name());
    if (older != null) {
      means = Arrays.copyOf(older.means(), n);
      int known = older.variances() == null ? 0 : Math.min(n, older.variances().length);
      for (int j = 0; j < known; j++) {
        if (older.variances()[j] > 0) {
          precisions[j] = settings.forgetting() / older.variances()[j];
        }
      }
    }
    return new FixedEffect(k, size, c.hasIntercept(), means, precisions);
  }

  private void updateFixed(Update update, int k, int pass) {
    Coordinate c = placed.coordinate(k);
    if (!c.locked()) {
      fixed[k] = update.fixed(k, effects[k], fixed[k], scores);
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
    history.add(new GlmixStep(pass, c.name(), objective(), 0, 0, 0));
  }

  private void updateRandom(Update update, int k, int pass) {
    Coordinate c = placed.coordinate(k);
    JavaRDD<Solved> before = solved[k];
    JavaRDD<Solved> after =
        placed.keep(
            c.locked()
                ? placed.problems(k).map(problem -> RandomEffect.keep(problem._2()))
                : update.random(k, before, scores));
    cutLineage(after);
    solved[k] = after;
    JavaRDD<double[]> own = placed.scoresAtHome(k, after.map(s -> s.coefficients));
    replace(scores.zip(own).map(pair -> with(pair._1(), k, pair._2())));
    double[] totals =
        after
            .map(s -> new double[] {s.penalty, s.entities, s.steps, s.unfinished})
            .treeReduce(CoordinateDescent::plus, 2);
    penalties[k] = totals[0];
    history.add(
        new GlmixStep(
            pass, c.name(), objective(), (long) totals[1], (long) totals[2], (long) totals[3]));
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

  private double objective() {
    Loss loss = settings.loss();
    boolean listwise = settings.listwise();
    double sum =
        placed
            .home()
            .zip(scores)
            .map(
                pair ->
                    listwise
                        ? ListLoss.value(pair._1(), ListLoss.totals(pair._1(), pair._2()))
                        : loss(pair._1(), pair._2(), loss))
            .treeReduce(Double::sum, 2);
    superseded.forEach(placed::release);
    superseded.clear();
    return sum + Arrays.stream(penalties).sum();
  }

  private static double loss(HomeBlock block, double[][] scores, Loss loss) {
    double[] totals = ListLoss.totals(block, scores);
    double sum = 0;
    for (int i = 0; i < totals.length; i++) {
      sum += block.weights[i] * loss.value(totals[i], block.labels[i]);
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
              ? effects[k].variances(pointwise.offsets(k, scores), fixed[k], settings.loss(), full)
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
