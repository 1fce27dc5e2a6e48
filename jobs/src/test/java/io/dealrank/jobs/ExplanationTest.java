package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Explanation.Listing FIRST =
      new Explanation.Listing(
          "r1",
          1.25,
          0.78,
          7,
          List.of("contact", "deal"),
          Map.of(
              "(INTERCEPT)", -1.0, "rate", 2.5, "silence", -0.25, "trend", 0.001, "age", -0.001));
  private static final Explanation.Listing SECOND =
      new Explanation.Listing(
          "r2", -1.5, 0.18, 1, List.of(), Map.of("(INTERCEPT)", -1.0, "rate", -0.5));
  private static final Explanation.Listing THIRD =
      new Explanation.Listing("r3", -1.5, 0.18, 2, null, Map.of("(INTERCEPT)", -1.0, "rate", -0.5));

  @Test
  void listings_stand_in_the_models_order_with_their_largest_terms() {
    List<String> lines = Explanation.of(List.of(THIRD, FIRST, SECOND)).lines(10, 2);
    assertThat(lines.get(0))
        .matches("rank +listing +score +probability +shown at +outcome +largest terms");
    assertThat(lines.get(1))
        .matches(
            "1 +r1 +1.25 +0.78 +7 +contact deal +\\+2.50 rate, -0.25 silence, 2 others \\+0.00");
    assertThat(lines.get(2)).matches("2 +r2 +-1.5 +0.18 +1 +- +-0.50 rate");
    assertThat(lines.get(3)).matches("3 +r3 +-1.5 +0.18 +2 +not known yet +-0.50 rate");
  }

  @Test
  void a_term_that_all_have_alike_is_told_once() {
    Explanation explanation = Explanation.of(List.of(FIRST, SECOND, THIRD));
    assertThat(explanation.shared()).isEqualTo(Map.of("(INTERCEPT)", -1.0));
    assertThat(explanation.lines(10, 5))
        .filteredOn(line -> line.contains("(INTERCEPT)"))
        .containsExactly("the same for every listing, -1.00 in all: -1.00 (INTERCEPT)");
    assertThat(Explanation.of(List.of(SECOND)).shared()).as("a list of one").isEmpty();
  }

  @Test
  void the_first_listings_are_shown_and_the_rest_counted() {
    Explanation explanation = Explanation.of(List.of(FIRST, SECOND, THIRD));
    assertThat(explanation.listings(2)).extracting("listing").containsExactly("r1", "r2");
    assertThat(explanation.lines(2, 5)).contains("and 1 more listings");
  }

  @Test
  void terms_are_written_largest_first() {
    Object terms = Explanation.of(List.of(FIRST)).listings(1).get(0).get("terms");
    assertThat(((Map<?, ?>) terms).keySet().toArray())
        .containsExactly("rate", "(INTERCEPT)", "silence", "age", "trend");
  }

  @Test
  void what_the_terms_miss_is_the_largest_difference() {
    Explanation.Listing wrong =
        new Explanation.Listing("r4", 1, null, 1, null, Map.of("rate", 0.25));
    assertThat(Explanation.of(List.of(FIRST, wrong)).largestDifference())
        .isCloseTo(0.75, within(1e-12));
    assertThat(Explanation.of(List.of(FIRST, SECOND)).largestDifference())
        .isCloseTo(0, within(1e-12));
  }
}
