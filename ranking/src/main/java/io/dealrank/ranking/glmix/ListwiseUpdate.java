package io.dealrank.ranking.glmix;

import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Moves a coordinate towards its minimum with a loss per list, whose rows belong to several
 * entities. A fixed effect takes Newton steps. The entities of a random effect are moved together:
 * each minimises its part of the separable model
 *
 * <pre>
 * sum_i g_i d_i + 1/2 h_i d_i^2 + penalty,   d_i = x_i . (w - w_now)
 * </pre>
 *
 * (g, h of {@link ListLoss}), and the step along what they found is the one of 1, 1/2, ..., 1/64, 0
 * with the least objective. The model's curvature is not below the loss's, so a step of 1 is usual.
 */
final class ListwiseUpdate implements CoordinateDescent.Move {
  private static final int STEPS_PER_UPDATE = 2;
  private static final double[] SIZES = {0, 1, 0.5, 0.25, 0.125, 0.0625, 0.015625};

  private final PlacedRows placed;

  ListwiseUpdate(PlacedRows placed) {
    this.placed = placed;
  }

  @Override
  public double[] fixed(int k, FixedEffect effect, double[] start, JavaRDD<double[][]> scores) {
    PointwiseUpdate others = new PointwiseUpdate(placed);
    return effect.minimise(effect.at(others.offsets(k, scores), null), start);
  }

  @Override
  public JavaRDD<Solved> random(int k, JavaRDD<Solved> before, JavaRDD<double[][]> scores) {
    JavaRDD<Tuple2<EntityBlock, EntityPriors>> problems = placed.problems(k);
    JavaRDD<double[]> now =
        before == null
            ? placed.keep(problems.map(p -> RandomEffect.start(p._1(), p._2())))
            : before.map(s -> s.coefficients);
    JavaRDD<double[]> totals = placed.home().zip(scores).map(p -> ListLoss.totals(p._1(), p._2()));
    for (int step = 0; step < STEPS_PER_UPDATE; step++) {
      JavaRDD<double[][]> derivatives =
          placed.home().zip(totals).map(p -> ListLoss.derivatives(p._1(), p._2()));
      JavaRDD<double[]> moved =
          placed.keep(
              problems
                  .zip(now)
                  .zip(placed.toEntities(k, derivatives, 2))
                  .map(
                      p ->
                          RandomEffect.quadratic(
                              p._1()._1()._1(), p._1()._1()._2(), p._2(), p._1()._2())));
      JavaRDD<double[]> direction = now.zip(moved).map(p -> minus(p._2(), p._1()));
      JavaRDD<double[]> along = placed.keep(placed.changesAtHome(k, direction));
      double size = best(problems, now, direction, totals, along);
      now = placed.keep(plus(now, direction, size));
      totals = placed.keep(plus(totals, along, size));
    }
    return problems.zip(now).map(p -> RandomEffect.solvedAt(p._1()._1(), p._1()._2(), p._2()));
  }

  private double best(
      JavaRDD<Tuple2<EntityBlock, EntityPriors>> problems,
      JavaRDD<double[]> now,
      JavaRDD<double[]> direction,
      JavaRDD<double[]> totals,
      JavaRDD<double[]> along) {
    double[] losses =
        placed
            .home()
            .zip(totals.zip(along).map(p -> new Tuple2<>(p._1(), p._2())))
            .map(p -> losses(p._1(), p._2()._1(), p._2()._2()))
            .treeReduce(CoordinateDescent::plus, 2);
    double[] penalties =
        problems
            .zip(now.zip(direction).map(p -> new Tuple2<>(p._1(), p._2())))
            .map(p -> penalties(p._1()._1(), p._1()._2(), p._2()._1(), p._2()._2()))
            .treeReduce(CoordinateDescent::plus, 2);
    int best = 0;
    for (int m = 1; m < SIZES.length; m++) {
      if (losses[m] + penalties[m] < losses[best] + penalties[best]) {
        best = m;
      }
    }
    return SIZES[best];
  }

  private static double[] losses(HomeBlock block, double[] totals, double[] along) {
    double[] losses = new double[SIZES.length];
    for (int m = 0; m < SIZES.length; m++) {
      losses[m] = ListLoss.value(block, combination(totals, along, SIZES[m]));
    }
    return losses;
  }

  private static double[] penalties(
      EntityBlock block, EntityPriors priors, double[] now, double[] direction) {
    double[] penalties = new double[SIZES.length];
    for (int m = 0; m < SIZES.length; m++) {
      penalties[m] = RandomEffect.penalty(block, priors, combination(now, direction, SIZES[m]));
    }
    return penalties;
  }

  private static JavaRDD<double[]> plus(JavaRDD<double[]> a, JavaRDD<double[]> b, double size) {
    return a.zip(b).map(p -> combination(p._1(), p._2(), size));
  }

  private static double[] combination(double[] a, double[] b, double size) {
    double[] sum = a.clone();
    for (int j = 0; j < sum.length; j++) {
      sum[j] += size * b[j];
    }
    return sum;
  }

  private static double[] minus(double[] a, double[] b) {
    return combination(a, b, -1);
  }
}
