package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The one source of chance of a market: same seed and market, same draws. */
final class Draw {
  private static final long SECOND = 1000;

  private final SplittableRandom random;

  private Draw(SplittableRandom random) {
    this.random = random;
  }

  static Draw of(long seed, long market) {
    return new Draw(new SplittableRandom(scatter(scatter(seed) + market)));
  }

  /** Finaliser of SplitMix64 (Stafford's mix 13), a bijection that scatters neighbouring seeds. */
  private static long scatter(long seed) {
    long z = seed + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** True with the given probability. */
  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform on [low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Standard normal. */
  double normal() {
    return random.nextGaussian();
  }

  /** Uniform on 0 .. bound - 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Exponential with the given mean, plus one second, in milliseconds. */
  Duration exponential(Duration mean) {
    return Duration.ofMillis(SECOND + (long) (mean.toMillis() * random.nextExponential()));
  }

  /** Median * exp(sigma * N(0, 1)), plus one second, in milliseconds. */
  Duration logNormal(Duration median, double sigma) {
    return Duration.ofMillis(
        SECOND + (long) (median.toMillis() * Math.exp(sigma * random.nextGaussian())));
  }

  /** One of the values, with probability proportional to its weight. */
  <T> T pick(List<T> values, ToDoubleFunction<T> weight) {
    double total = 0;
    for (T value : values) {
      total += weight.applyAsDouble(value);
    }
    double left = total * random.nextDouble();
    for (T value : values) {
      left -= weight.applyAsDouble(value);
      if (left < 0) {
        return value;
      }
    }
    return values.get(values.size() - 1);
  }

  /** Puts the values in random order, all orders equally likely. */
  void shuffle(List<?> values) {
    for (int i = values.size() - 1; i > 0; i--) {
      Collections.swap(values, i, random.nextInt(i + 1));
    }
  }
}
