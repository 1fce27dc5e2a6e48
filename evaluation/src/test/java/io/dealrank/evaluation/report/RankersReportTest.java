package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Comparison;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.ComparisonRow.Bounds;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RankersReportTest {
  private static final RankersSection SECTION =
      section(
          ranker("logistic", 0.60, 0.60),
          ranker("mixed", 0.64, 0.60),
          ranker("popularity", 0.45, 0.60),
          ranker("gbt", 0.605, 0.60),
          RankerResult.failed("xgboost", Map.of(), "no native library " + Examples.HOSTILE));

  @Test
  void the_headline_names_who_differs_from_production_and_from_the_first() {
    assertThat(SECTION.headline())
        .isEqualTo(
            "NDCG@10 over 1,000 lists. Against production (0.5500): logistic, mixed, gbt better;"
                + " popularity worse. Against logistic: mixed better; popularity worse; gbt no"
                + " difference shown. Failed: xgboost.");
  }

  @Test
  void the_number_of_comparisons_is_told() {
    assertThat(SECTION.caution()).contains("not adjusted for the number of rankers (5)");
    assertThat(section(ranker("gbt", 0.6, 0.6)).caution()).doesNotContain("adjusted");
  }

  @Test
  void a_failed_first_ranker_leaves_the_comparison_with_production() {
    RankersSection section =
        section(RankerResult.failed("gbt", Map.of(), "no rows"), alone("logistic", 0.6));
    assertThat(section.headline())
        .contains("Against production (0.5500): logistic better.")
        .contains("No ranker is compared with gbt, which failed.")
        .endsWith("Failed: gbt.");
    assertThat(page(section)).contains("failed: no rows").doesNotContain("uplift over gbt");
  }

  @Test
  void without_lists_there_is_no_result() {
    RankersSection section =
        new RankersSection(
            "deal",
            "ndcg_10",
            Conventions.DEFAULT,
            Bootstrap.DEFAULT,
            Map.of(),
            List.of(),
            List.of(new RankerResult("gbt", Map.of(), 1, Double.NaN, List.of(), List.of(), "")));
    assertThat(section.headline()).isEqualTo("No list could be compared: there is no result.");
    assertThat(page(section)).contains("no list could be compared").doesNotContain("<svg");
  }

  @Test
  void the_page_has_every_ranker_and_escapes_every_text() throws IOException {
    String page = page(SECTION);
    assertThat(page).doesNotContain("<script").doesNotContain("http").doesNotContain("NaN");
    assertThat(page).contains(Html.escape(SECTION.headline()), Html.escape(SECTION.caution()));
    assertThat(page).contains("failed: no native library &lt;script&gt;");
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(page).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(Files.writeString(Path.of("target", "example-compare.html"), page)).isNotEmptyFile();
  }

  @Test
  void json_holds_both_comparisons_of_every_ranker() throws IOException {
    JsonNode target =
        new ObjectMapper().readTree(RankersJson.write(report(SECTION))).at("/targets/0");
    assertThat(target.path("first").asText()).isEqualTo("logistic");
    assertThat(target.at("/production/0/production").asDouble()).isEqualTo(0.55);
    JsonNode mixed = target.at("/rankers/1");
    assertThat(mixed.at("/parameters/l2").asInt()).isEqualTo(6);
    assertThat(mixed.at("/over_production/0/uplift").asDouble())
        .isCloseTo(0.64 / 0.55 - 1, within(1e-12));
    assertThat(mixed.at("/over_first/0/first").asDouble()).isEqualTo(0.60);
    assertThat(mixed.at("/over_first/0/difference").asDouble()).isCloseTo(0.04, within(1e-12));
    JsonNode failed = target.at("/rankers/4");
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("reason").asText()).startsWith("no native library");
    assertThat(failed.path("training_seconds").isNull()).isTrue();
    assertThat(failed.path("over_production")).isEmpty();
  }

  private static String page(RankersSection section) {
    return RankersHtml.write(report(section));
  }

  private static RankersReport report(RankersSection... sections) {
    return new RankersReport(
        "Rankers " + Examples.HOSTILE, "resumes", Map.of("seed", "1"), List.of(sections));
  }

  private static RankersSection section(RankerResult... rankers) {
    return new RankersSection(
        "deal within 30 days",
        "ndcg_10",
        Conventions.DEFAULT,
        Bootstrap.DEFAULT,
        Map.of("lists compared", 1000L),
        List.of(row(0.55, 0.55)),
        List.of(rankers));
  }

  private static RankerResult ranker(String name, double model, double first) {
    return new RankerResult(
        name,
        Map.of("l2", 6),
        12.3,
        0.01,
        List.of(row(0.55, model)),
        List.of(row(first, model)),
        "");
  }

  private static RankerResult alone(String name, double model) {
    return new RankerResult(name, Map.of(), 12.3, 0.01, List.of(row(0.55, model)), List.of(), "");
  }

  /** Intervals of 0.02 to both sides. */
  private static ComparisonRow row(double production, double model) {
    return new ComparisonRow(
        Comparison.WHOLE,
        Comparison.WHOLE,
        "ndcg_10",
        1000,
        production,
        model,
        0.4,
        bounds(model / production - 1),
        bounds(model - production),
        new Outcomes(500, 300, 200));
  }

  private static Bounds bounds(double middle) {
    Interval interval = new Interval(middle - 0.02, middle + 0.02);
    return new Bounds(interval, interval);
  }
}
