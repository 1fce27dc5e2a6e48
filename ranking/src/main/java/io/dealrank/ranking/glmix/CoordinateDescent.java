package io.dealrank.ranking.glmix;

import io.dealrank.ranking.glmix.GlmixSettings.Variance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Block coordinate descent: each coordinate in turn is moved to the minimum of
 *
 * <pre>
 * sum_i a_i loss(o_i + sum_k x_ik . w_k, t_i) + sum_k penalty_k(w_k)
 * </pre>
 *
 * with the scores of the others as offsets, so the objective falls with every update. Rows stay
 * where they are: at home the labels, the scores of all coordinates and the features of the fixed
 * effects and of the first random effect; the features of every other random effect in the
 * partitions of its entities. Between them only arrays of scores move, two exchanges per update.
 */
final class CoordinateDescent {
  private static final StorageLevel STORED = StorageLevel.MEMORY_AND_DISK();

  private static final int PASSES_BETWEEN_CUTS = 3;

  private final GlmixSettings settings;
  private final TrainingRows training;
  private final GlmixModel initial;
  private final List<JavaRDD<?>> stored = new ArrayList<>();
  private final List<GlmixStep> history = new ArrayList<>();

  private JavaRDD<HomeBlock> home;

  /** Scores at home: one array per coordinate. */
  private JavaRDD<double[][]> scores;

  private final JavaRDD<AwayBlock>[] away;
  private final JavaRDD<EntityPriors>[] priors;
  private final JavaRDD<Solved>[] solved;
  private final double[][] fixed;
  private final double[] penalties;

  /**
   * @param initial model to start from; null: none
   */
  @SuppressWarnings("unchecked")
  CoordinateDescent(GlmixSettings settings, TrainingRows training, GlmixModel initial) {
    this.settings = settings;
    this.training = training;
    this.initial = initial;
    int parts = settings.coordinates().size();
    away = new JavaRDD[parts];
    priors = new JavaRDD[parts];
    solved = new JavaRDD[parts];
    fixed = new double[parts][];
    penalties = new double[parts];
  }

  /**
   * What was fitted, by coordinate: coefficients and variances of a fixed effect (the intercept
   * last), or rows of {@link EntityTable}.
   */
  record Fitted(double[] coefficients, double[] variances, JavaRDD<Row> entities) {}

  List<GlmixStep> history() {
    return history;
  }

  /** Puts the rows in place, runs the passes and returns what was fitted, by coordinate. */
  List<Fitted> run() {
    place();
    double before = Double.POSITIVE_INFINITY;
    for (int pass = 1; pass <= settings.passes(); pass++) {
      cutting = pass % PASSES_BETWEEN_CUTS == 0;
      for (int k = 0; k < away.length; k++) {
        if (settings.coordinates().get(k).locked() && pass > 1) {
          continue;
        }
        update(k, pass);
      }
      double now = history.get(history.size() - 1).objective();
      if (before - now <= settings.tolerance() * Math.abs(now)) {
        break;
      }
      before = now;
    }
    List<Fitted> fitted = new ArrayList<>();
    for (int k = 0; k < away.length; k++) {
      fitted.add(fitted(k));
    }
    return fitted;
  }

  /** Frees what is kept in memory. */
  void close() {
    stored.forEach(rdd -> rdd.unpersist(false));
  }

  private <T> JavaRDD<T> keep(JavaRDD<T> rdd) {
    JavaRDD<T> kept = rdd.persist(STORED);
    stored.add(kept);
    return kept;
  }

  private void release(JavaRDD<?> rdd) {
    if (rdd != null && stored.remove(rdd)) {
      var unused = rdd.unpersist(false);
    }
  }

  private int partitions() {
    return training.layout().partitions;
  }

  private Coordinate coordinate(int k) {
    return settings.coordinates().get(k);
  }

  private boolean atHome(int k) {
    return k == training.home();
  }

  private void place() {
    RowLayout layout = training.layout();
    int own = training.home();
    JavaRDD<Row> rows = training.arranged(settings.listwise());
    home =
        keep(
            rows.mapPartitions(
                part -> one(HomeBlock.of(ParsedRows.of(layout, part), own)), true));
    int parts = layout.parts.length;
    checkValues(
        home.map(block -> new long[][] {block.notFinite, block.otherSizes})
            .treeReduce(CoordinateDescent::plus, 2));
    scores = keep(home.map(block -> new double[parts][block.rows()]));
    for (int k = 0; k < parts; k++) {
      int coordinate = k;
      Coordinate c = coordinate(k);
      RowLayout.Part part = layout.parts[k];
      if (c.isFixed()) {
        fixed[k] = startOfFixed(k);
        continue;
      }
      if (!atHome(k)) {
        away[k] =
            keep(
                rows.mapPartitionsWithIndex(
                        (p, part1) ->
                            Chunk.of(p, ParsedRows.of(layout, part1), coordinate).iterator(),
                        true)
                    .mapToPair(chunk -> chunk)
                    .partitionBy(new org.apache.spark.HashPartitioner(partitions()))
                    .values()
                    .mapPartitions(chunks -> one(AwayBlock.of(part, chunks)), true));
      }
      priors[k] = keep(priors(k));
    }
  }

  private void checkValues(long[][] counts) {
    for (int k = 0; k < away.length; k++) {
      Coordinate c = coordinate(k);
      if (counts[1][k] > 0) {
        throw GlmixErrors.badValues(
            "vectors of another length in '" + c.features() + "'",
            counts[1][k],
            "of " + training.layout().parts[k].size + " entries");
      }
      if (counts[0][k] > 0) {
        throw GlmixErrors.badValues(
            "a NaN or infinite entry in '" + c.features() + "' (counted by entry)",
            counts[0][k],
            "finite");
      }
    }
  }

  private static long[][] plus(long[][] a, long[][] b) {
    for (int m = 0; m < a.length; m++) {
      for (int k = 0; k < a[m].length; k++) {
        a[m][k] += b[m][k];
      }
    }
    return a;
  }

  private double[] startOfFixed(int k) {
    int n = training.layout().parts[k].size + (coordinate(k).hasIntercept() ? 1 : 0);
    FixedCoefficients older = initial == null ? null : initial.fixed(coordinate(k).name());
    return older == null ? new double[n] : Arrays.copyOf(older.means(), n);
  }

  private JavaRDD<EntityBlock> groups(int k) {
    return atHome(k) ? home.map(block -> block.own) : away[k].map(block -> block.groups);
  }

  private JavaRDD<EntityPriors> priors(int k) {
    Coordinate c = coordinate(k);
    if (initial == null || initial.entities(c.name()) == null) {
      return groups(k).map(block -> EntityPriors.of(block, c));
    }
    int size = training.layout().parts[k].size;
    double forgetting = settings.forgetting();
    return groups(k)
        .zipPartitions(
            initial
                .entities(c.name())
                .repartitionById(
                    partitions(),
                    TrainingRows.partition(
                        org.apache.spark.sql.functions.col("entity"), partitions()))
                .javaRDD(),
            (blocks, rows) -> one(EntityPriors.of(blocks.next(), c, rows, size, forgetting)));
  }

  private void update(int k, int pass) {
    if (coordinate(k).isFixed()) {
      updateFixed(k, pass);
    } else {
      updateRandom(k, pass);
    }
  }

  private void updateFixed(int k, int pass) {
    Coordinate c = coordinate(k);
    FixedEffect effect = fixedEffect(k);
    if (!c.locked()) {
      fixed[k] = effect.minimise(offsets(k), fixed[k]);
    }
    penalties[k] = c.locked() ? 0 : effect.penalty(fixed[k]);
    double[] w = fixed[k];
    int size = training.layout().parts[k].size;
    replace(
        home.zip(scores)
            .map(
                pair ->
                    with(
                        pair._2(),
                        k,
                        FixedEffect.scores(pair._1().fixed[k], pair._1().rows(), w, size))));
    history.add(new GlmixStep(pass, c.name(), objective(), 0, 0, 0));
  }

  private FixedEffect fixedEffect(int k) {
    Coordinate c = coordinate(k);
    int size = training.layout().parts[k].size;
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
      for (int j = 0; older.variances() != null && j < n; j++) {
        if (older.variances()[j] > 0) {
          precisions[j] = settings.forgetting() / older.variances()[j];
        }
      }
    }
    return new FixedEffect(settings.loss(), k, size, c.hasIntercept(), means, precisions);
  }

  private void updateRandom(int k, int pass) {
    Coordinate c = coordinate(k);
    Loss loss = settings.loss();
    JavaRDD<double[][]> offsets = offsetsOf(k);
    JavaRDD<Solved> before = solved[k];
    JavaRDD<Tuple2<EntityBlock, EntityPriors>> problems =
        groups(k).zip(priors[k]).map(pair -> new Tuple2<>(pair._1(), pair._2()));
    JavaRDD<Solved> after;
    if (c.locked()) {
      after = keep(priors[k].map(RandomEffect::keep));
    } else if (before == null) {
      after =
          keep(
              problems
                  .zip(offsets)
                  .map(
                      p ->
                          RandomEffect.solve(
                              p._1()._1(), p._1()._2(), p._2()[0], null, loss)));
    } else {
      after =
          keep(
              problems
                  .zip(offsets)
                  .zip(before)
                  .map(
                      p ->
                          RandomEffect.solve(
                              p._1()._1()._1(),
                              p._1()._1()._2(),
                              p._1()._2()[0],
                              p._2().coefficients,
                              loss)));
    }
    cutLineage(after);
    solved[k] = after;
    RowLayout.Part part = training.layout().parts[k];
    Map<String, double[]> elsewhere = part.hot.isEmpty() ? Map.of() : hot(k, after);
    // A hash map travels with any serializer.
    HashMap<String, double[]> sent = new HashMap<>(elsewhere);
    JavaRDD<double[][]> own =
        groups(k)
            .zip(after)
            .map(pair -> new double[][] {pair._1().scores(pair._2().coefficients, sent)});
    JavaRDD<double[][]> atHome =
        atHome(k) ? own : Exchange.home(home, own, away[k], k, partitions(), 1);
    replace(scores.zip(atHome).map(pair -> with(pair._1(), k, pair._2()[0])));
    double objective = objective(k, after);
    release(before);
    history.add(
        new GlmixStep(pass, c.name(), objective, counts[0], counts[1], counts[2]));
  }

  private final long[] counts = new long[3];

  private TreeMap<String, double[]> hot(int k, JavaRDD<Solved> after) {
    RowLayout.Part part = training.layout().parts[k];
    Map<String, Long> hot = part.hot;
    int size = part.size;
    return groups(k)
        .zip(after)
        .map(pair -> RandomEffect.ofHot(pair._1(), pair._2().coefficients, hot, size))
        .treeReduce(
            (a, b) -> {
              a.putAll(b);
              return a;
            },
            2);
  }

  /** Offsets of the rows at home: their own and the scores of all other coordinates. */
  private JavaRDD<Tuple2<HomeBlock, double[]>> offsets(int k) {
    return home.zip(scores).map(pair -> new Tuple2<>(pair._1(), without(k, pair._1(), pair._2())));
  }

  /** The same where the entities of a random effect are. */
  private JavaRDD<double[][]> offsetsOf(int k) {
    JavaRDD<double[][]> here = offsets(k).map(pair -> new double[][] {pair._2()});
    return atHome(k) ? here : Exchange.away(home, here, away[k], k, partitions(), 1);
  }

  private static double[] without(int k, HomeBlock block, double[][] scores) {
    double[] offsets = block.offsets.clone();
    for (int other = 0; other < scores.length; other++) {
      if (other != k) {
        for (int i = 0; i < offsets.length; i++) {
          offsets[i] += scores[other][i];
        }
      }
    }
    return offsets;
  }

  private static double[][] with(double[][] scores, int k, double[] own) {
    double[][] changed = scores.clone();
    changed[k] = own;
    return changed;
  }

  private void replace(JavaRDD<double[][]> next) {
    JavaRDD<double[][]> before = scores;
    scores = keep(next);
    cutLineage(scores);
    // The next action makes the new scores from the old ones, which are then released.
    superseded.add(before);
  }

  /**
   * Every task carries the plan of how its scores came about, which grows with each update: it is cut
   * every third pass, to the checkpoint folder if the session has one, else in the executors' memory.
   */
  private void cutLineage(JavaRDD<?> rdd) {
    if (!cutting) {
      return;
    }
    if (rdd.context().getCheckpointDir().isDefined()) {
      rdd.checkpoint();
    } else {
      rdd.rdd().localCheckpoint();
    }
  }

  private boolean cutting;

  private final List<JavaRDD<?>> superseded = new ArrayList<>();

  private double objective() {
    Loss loss = settings.loss();
    double sum =
        home.zip(scores).map(pair -> loss(pair._1(), pair._2(), loss)).treeReduce(Double::sum, 2);
    superseded.forEach(this::release);
    superseded.clear();
    for (double penalty : penalties) {
      sum += penalty;
    }
    return sum;
  }

  private double objective(int k, JavaRDD<Solved> after) {
    double sum = objective();
    double[] totals =
        after
            .map(s -> new double[] {s.penalty, s.entities, s.steps, s.unfinished})
            .treeReduce(
                (a, b) -> {
                  for (int m = 0; m < a.length; m++) {
                    a[m] += b[m];
                  }
                  return a;
                },
                2);
    for (int m = 0; m < counts.length; m++) {
      counts[m] = (long) totals[m + 1];
    }
    sum += totals[0] - penalties[k];
    penalties[k] = totals[0];
    return sum;
  }

  private static double loss(HomeBlock block, double[][] scores, Loss loss) {
    double sum = 0;
    for (int i = 0; i < block.rows(); i++) {
      double margin = block.offsets[i];
      for (double[] of : scores) {
        margin += of[i];
      }
      sum += block.weights[i] * loss.value(margin, block.labels[i]);
    }
    return sum;
  }

  private Fitted fitted(int k) {
    boolean full = settings.variance() == Variance.FULL;
    boolean wanted = settings.variance() != Variance.NONE && !coordinate(k).locked();
    int size = training.layout().parts[k].size;
    if (coordinate(k).isFixed()) {
      return new Fitted(
          fixed[k], wanted ? fixedEffect(k).variances(offsets(k), fixed[k], full) : null, null);
    }
    if (!wanted) {
      return new Fitted(
          null,
          null,
          groups(k)
              .zip(solved[k])
              .mapPartitions(
                  pairs -> {
                    Tuple2<EntityBlock, Solved> pair = pairs.next();
                    return EntityTable.rows(pair._1(), pair._2().coefficients, null, size);
                  }));
    }
    Loss loss = settings.loss();
    return new Fitted(
        null,
        null,
        groups(k)
            .zip(priors[k])
            .zip(solved[k])
            .zip(offsetsOf(k))
            .mapPartitions(
                all -> {
                  var p = all.next();
                  EntityBlock block = p._1()._1()._1();
                  double[] w = p._1()._2().coefficients;
                  double[] variances =
                      RandomEffect.variances(block, p._1()._1()._2(), p._2()[0], w, loss, full);
                  return EntityTable.rows(block, w, variances, size);
                }));
  }

  private static <T> Iterator<T> one(T only) {
    return Collections.singleton(only).iterator();
  }
}
