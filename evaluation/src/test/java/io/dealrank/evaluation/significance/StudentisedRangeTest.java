package io.dealrank.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.distribution.StudentT;
import org.junit.jupiter.api.Test;

class StudentisedRangeTest {
  @Test
  void the_range_of_two_is_a_t_statistic() {
    for (double degrees : new double[] {1, 2, 5, 20, 300, 20_000}) {
      for (double q : new double[] {0.01, 0.5, 1, 2, 3.5, 6, 12}) {
        assertThat(StudentisedRange.upperTail(q, 2, degrees))
            .as("q %s, degrees %s", q, degrees)
            .isCloseTo(StudentT.twoSided(q / Math.sqrt(2), degrees), within(1e-10));
      }
    }
  }
}
