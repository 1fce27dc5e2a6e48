package io.dealrank.ranking.glmix;

import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Moves a coordinate to its minimum: with a loss per row the scores of the others are offsets. */
final class PointwiseUpdate implements CoordinateDescent.Move {
  private final PlacedRows placed;

  PointwiseUpdate(PlacedRows placed) {
    this.placed = placed;
  }

  @Override
  public double[] fixed(int k, FixedEffect effect, double[] start, JavaRDD<double[][]> scores) {
    Loss loss = placed.settings().loss();
    return effect.minimise(effect.at(offsets(k, scores), loss), start);
  }

  @Override
  public JavaRDD<Solved> random(int k, JavaRDD<Solved> before, JavaRDD<double[][]> scores) {
    Loss loss = placed.settings().loss();
    JavaRDD<Tuple2<Tuple2<EntityBlock, EntityPriors>, double[]>> problems =
        placed
            .problems(k)
            .zip(offsetsAtEntities(k, scores))
            .map(pair -> new Tuple2<>(pair._1(), pair._2()[0]));
    if (before == null) {
      return problems.map(p -> RandomEffect.solve(p._1()._1(), p._1()._2(), p._2(), null, loss));
    }
    return problems
        .zip(before)
        .map(
            p ->
                RandomEffect.solve(
                    p._1()._1()._1(), p._1()._1()._2(), p._1()._2(), p._2().coefficients, loss));
  }

  /** Offsets of the rows at home: their own and the scores of all other coordinates. */
  JavaRDD<Tuple2<HomeBlock, double[]>> offsets(int k, JavaRDD<double[][]> scores) {
    return placed
        .home()
        .zip(scores)
        .map(pair -> new Tuple2<>(pair._1(), without(k, pair._1(), pair._2())));
  }

  /** The same where the entities of a random effect are. */
  JavaRDD<double[][]> offsetsAtEntities(int k, JavaRDD<double[][]> scores) {
    return placed.toEntities(k, offsets(k, scores).map(pair -> new double[][] {pair._2()}), 1);
  }

  /** Offsets of the rows and the scores of all coordinates but one. */
  static double[] without(int k, HomeBlock block, double[][] scores) {
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
}
