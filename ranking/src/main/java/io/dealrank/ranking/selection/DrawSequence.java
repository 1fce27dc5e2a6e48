package io.dealrank.ranking.selection;

import java.util.SplittableRandom;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Which points of the unit cube are tried; the first n of a longer search are those of a shorter.
 */
public enum DrawSequence {
  /** Independent uniform points. */
  RANDOM {
    @Override
    double[][] points(int count, int dimensions, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] points = new double[count][dimensions];
      for (double[] point : points) {
        for (int d = 0; d < dimensions; d++) {
          point[d] = random.nextDouble();
        }
      }
      return points;
    }
  },
  /**
   * Sobol's sequence, shifted by a uniform point modulo 1: of the first 2^m points each of the 2^m
   * equal intervals of a parameter has one, up to the shift. Up to 1000 parameters.
   */
  SOBOL {
    @Override
    double[][] points(int count, int dimensions, long seed) {
      double[] shift = RANDOM.points(1, dimensions, seed)[0];
      SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimensions);
      double[][] points = new double[count][];
      for (int i = 0; i < count; i++) {
        points[i] = sobol.nextVector();
        for (int d = 0; d < dimensions; d++) {
          double moved = points[i][d] + shift[d];
          points[i][d] = moved >= 1 ? moved - 1 : moved;
        }
      }
      return points;
    }
  };

  abstract double[][] points(int count, int dimensions, long seed);
}
