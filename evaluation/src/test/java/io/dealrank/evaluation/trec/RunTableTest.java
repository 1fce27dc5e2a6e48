package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTableTest {
  private static final List<TrecMeasure> MEASURES = TrecMeasure.all(List.of("P_5", "num_ret"));

  @Test
  void the_best_is_bold_and_what_differs_from_the_first_is_marked() {
    RunTable table =
        new RunTable(
            List.of("first", "a_b", "c"),
            List.of(
                result(0.1, 0.2, 0.3, 0.4),
                result(0.3, 0.4, 0.5, 0.61),
                result(0.1, 0.2, 0.4, 0.3)));
    assertThat(table.latex().subList(1, 10))
        .containsExactly(
            "\\begin{tabular}{lrr}",
            "\\hline",
            "run & P\\_5 & num\\_ret \\\\",
            "\\hline",
            "first & 0.2500 & 40 \\\\",
            "a\\_b & \\textbf{0.4525}$^\\dagger$ & 40 \\\\",
            "c & 0.2500 & 40 \\\\",
            "\\hline",
            "\\end{tabular}");
  }

  @Test
  void runs_are_paired_over_the_queries_that_both_have() {
    RunTable table =
        new RunTable(
            List.of("first", "second"),
            List.of(result(0.1, Double.NaN, 0.3, 0.5), result(0.2, 0.9, 0.5, 0.8)));
    // differences .2, .1, .3; the t distribution of 2 degrees of freedom has a closed form
    double t = 0.2 / (0.1 / Math.sqrt(3));
    assertThat(table.adjustedPValues("P_5")[1])
        .isCloseTo(1 - t / Math.sqrt(2 + t * t), within(1e-12));
  }

  private static TrecResult result(double... values) {
    double[] counts = IntStream.range(0, values.length).mapToDouble(i -> 10).toArray();
    String[] queries =
        IntStream.range(0, values.length).mapToObj(i -> "q" + i).toArray(String[]::new);
    return new TrecResult(
        MEASURES,
        queries,
        new double[][] {values, counts},
        new TrecResult.Counts(values.length, 0, 0, 0));
  }
}
