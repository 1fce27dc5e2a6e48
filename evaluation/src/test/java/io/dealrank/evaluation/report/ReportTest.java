package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {
  private static final String PAGE = ReportHtml.write(Examples.report());

  @Test
  void json_holds_every_number_and_null_for_undefined() throws IOException {
    JsonNode target =
        new ObjectMapper().readTree(ReportJson.write(Examples.report())).path("targets").path(0);
    assertThat(target.path("metrics")).hasSize(7);
    JsonNode metric = target.path("metrics").path(1);
    assertThat(metric.path("metric").asText()).isEqualTo("ndcg_10");
    assertThat(metric.path("uplift").asDouble()).isCloseTo(0.62 / 0.57 - 1, within(1e-12));
    assertThat(metric.path("interval")).hasSize(2);
    assertThat(metric.path("searcher_interval").path(1).asDouble())
        .isCloseTo(0.62 / 0.57 - 1 + 0.04, within(1e-12));
    assertThat(metric.path("wins").asLong()).isEqualTo(6000);
    assertThat(metric.path("unit").asText()).isNotEmpty();
    assertThat(metric.path("convention").asText()).contains("log2");
    JsonNode undefined = target.path("segments").path(0);
    assertThat(undefined.path("segment").asText()).isEqualTo("device");
    assertThat(undefined.path("uplift").isNull()).isTrue();
    assertThat(undefined.path("interval").path(0).isNull()).isTrue();
    assertThat(target.path("counts").path("lists compared").asLong()).isEqualTo(12_345);
    assertThat(target.path("validity").path(2).path("status").asText()).isEqualTo("failed");
  }

  @Test
  void json_and_html_show_the_same_headline() throws IOException {
    JsonNode target =
        new ObjectMapper().readTree(ReportJson.write(Examples.report())).path("targets").path(0);
    assertThat(PAGE).contains(Html.escape(target.path("headline").asText()));
    assertThat(target.path("headline").asText())
        .startsWith(
            "Not to be believed, a validity check failed. The model orders better than production: NDCG@10 0.6200 against 0.5700, +8.8%");
  }

  @Test
  void the_page_needs_nothing_from_elsewhere_and_escapes_every_text() {
    assertThat(PAGE).doesNotContain("<script").doesNotContain("http").doesNotContain("url(");
    assertThat(PAGE).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;");
    assertThat(PAGE).contains("<html lang=\"en\">").contains("prefers-color-scheme: dark");
  }

  @Test
  void warnings_come_first_then_validity_then_the_headline() {
    assertThat(List.of("role=\"alert\"", "<h3>Validity</h3>", "class=\"headline\"", "<svg"))
        .isSortedAccordingTo((a, b) -> Integer.compare(PAGE.indexOf(a), PAGE.indexOf(b)));
  }

  @Test
  void every_drawing_has_a_title_and_a_description_with_ids_of_its_own() throws Exception {
    List<String> drawings =
        Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
            .matcher(PAGE)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(drawings).hasSize(12);
    for (String drawing : drawings) {
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(drawing)));
      assertThat(document.getElementsByTagName("desc").getLength()).isEqualTo(1);
      assertThat(drawing).doesNotContain("NaN").doesNotContain("Infinity");
    }
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(PAGE).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void a_section_without_lists_says_so() {
    TargetSection empty =
        new TargetSection(
            "deal",
            "ndcg_10",
            Examples.section("deal", List.of()).conventions(),
            Examples.section("deal", List.of()).bootstrap(),
            java.util.Map.of(),
            new Validity(List.of(), List.of()),
            List.of(),
            Evidence.NONE);
    Report report = new Report("t", "v", java.util.Map.of(), List.of(empty));
    assertThat(ReportHtml.write(report)).contains("No list could be compared");
    assertThat(ReportJson.write(report)).contains("\"metrics\" : [ ]");
  }

  @Test
  void the_example_page_is_left_for_looking_at() throws IOException {
    Path page = Path.of("target", "example-report.html");
    assertThat(Files.writeString(page, PAGE)).isNotEmptyFile();
  }
}
