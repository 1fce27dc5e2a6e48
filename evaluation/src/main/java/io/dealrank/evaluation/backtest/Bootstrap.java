package io.dealrank.evaluation.backtest;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The parameters of the intervals.
 *
 * @param replicates B, at least 100; default 1000
 * @param level coverage of the interval, in (0, 1); default 0.95
 * @param seed the same seed gives the same interval on any partitioning
 */
public record Bootstrap(int replicates, double level, long seed) implements Serializable {
  /** 1000 replicates, 95%. */
  public static final Bootstrap DEFAULT = new Bootstrap(1000, 0.95, 1L);

  public Bootstrap {
    if (replicates < 100) {
      throw new IllegalArgumentException(
          replicates + " replicates give no stable interval: use at least 100, better 1000");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level " + level + " is not in (0, 1), for example 0.95");
    }
  }

  /** In words, for example {@code 95% percentile interval, paired Poisson bootstrap, B = 1000}. */
  public String text() {
    return percent() + " percentile interval, paired Poisson bootstrap, B = " + replicates;
  }

  /** The level as percent, for example {@code 95%} or {@code 99.9%}. */
  public String percent() {
    return BigDecimal.valueOf(100 * level)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }
}
