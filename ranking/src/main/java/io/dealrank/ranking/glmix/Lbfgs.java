package io.dealrank.ranking.glmix;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import scala.Tuple2;

/**
 * Breeze's L-BFGS in coordinates scaled by the square root of the Hessian's diagonal, where the
 * curvature is near 1 whatever the units of the features; the minimum is that of the objective as
 * given.
 */
final class Lbfgs {
  private static final int MEMORY = 10;

  private Lbfgs() {}

  /** A function and its gradient. */
  interface Objective {
    /** Returns the value at x and adds the gradient to {@code into}, which is all 0. */
    double evaluate(double[] x, double[] into);
  }

  /**
   * Where it ended.
   *
   * @param at the point
   * @param value the objective there
   * @param iterations steps taken
   * @param converged whether it ended by the tolerance, not by the number of steps
   */
  record Minimum(double[] at, double value, int iterations, boolean converged) {}

  /**
   * Minimises from a start.
   *
   * @param diagonal of the Hessian at the start; entries of 0 or less count as 1
   * @param tolerance relative change of the value, and norm of the gradient relative to the value,
   *     that end the iterations
   */
  static Minimum minimise(
      Objective objective, double[] start, double[] diagonal, double tolerance, int iterations) {
    int n = start.length;
    double[] unit = new double[n];
    double[] scaled = new double[n];
    for (int j = 0; j < n; j++) {
      unit[j] = diagonal[j] > 0 ? 1 / Math.sqrt(diagonal[j]) : 1;
      scaled[j] = start[j] / unit[j];
    }
    LBFGS<DenseVector<Object>> lbfgs =
        new LBFGS<>(iterations, MEMORY, tolerance, DenseVector$.MODULE$.space_Double());
    FirstOrderMinimizer.State<DenseVector<Object>, ?, ?> end =
        lbfgs.minimizeAndReturnState(
            scaled(objective, unit), DenseVector$.MODULE$.apply$mDc$sp(scaled));
    double[] at = times((double[]) end.x().data(), unit);
    return new Minimum(at, end.value(), end.iter(), end.iter() < iterations);
  }

  private static double[] times(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      product[j] = a[j] * b[j];
    }
    return product;
  }

  /**
   * The objective as a function of {@code x / unit}. A proxy, because no Java class can implement
   * Breeze's interface: it inherits {@code apply} twice, returning double and Object.
   */
  @SuppressWarnings("unchecked")
  private static DiffFunction<DenseVector<Object>> scaled(Objective objective, double[] unit) {
    return (DiffFunction<DenseVector<Object>>)
        Proxy.newProxyInstance(
            Lbfgs.class.getClassLoader(),
            new Class<?>[] {DiffFunction.class},
            (proxy, method, arguments) ->
                method.getName().equals("calculate")
                    ? calculate(objective, unit, (DenseVector<Object>) arguments[0])
                    : InvocationHandler.invokeDefault(proxy, method, arguments));
  }

  private static Tuple2<Object, DenseVector<Object>> calculate(
      Objective objective, double[] unit, DenseVector<Object> x) {
    double[] gradient = new double[unit.length];
    double value = objective.evaluate(times((double[]) x.data(), unit), gradient);
    return new Tuple2<>(value, DenseVector$.MODULE$.apply$mDc$sp(times(gradient, unit)));
  }
}
