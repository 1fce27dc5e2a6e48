package io.dealrank.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Bootstrap;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.ListChanges;
import io.dealrank.evaluation.backtest.WorstList;
import io.dealrank.evaluation.calibration.ReliabilityCurve;
import io.dealrank.evaluation.exposure.Coverage;
import io.dealrank.evaluation.report.BiasEstimate.Estimator;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChapterTest {
  private static final String PAGE = ReportHtml.write(FullExample.report());
  private static final List<Chapter> CHAPTERS =
      FullExample.report().targets().get(0).evidence().chapters();

  private static final List<Chapter> UNDEFINED =
      List.of(
          new MetricCurve(
              BacktestMetric.Family.NDCG,
              List.of(FullExample.undefined("ndcg_1"), FullExample.undefined("ndcg_10"))),
          new MetricCurve(BacktestMetric.Family.PRECISION, List.of()),
          new Changes("ndcg_10", List.of(), List.of()),
          new PositionBias(
              PositionBias.Source.HARVESTED,
              "Few.",
              "none",
              List.of(
                  new PositionBias.Point(1, Double.NaN, Interval.UNDEFINED, 0),
                  new PositionBias.Point(2, Double.NaN, Interval.UNDEFINED, 0))),
          new PositionBias(PositionBias.Source.NONE, "Nothing moved.", "none", List.of()),
          new BiasCorrections(
              "Corrected for position bias",
              "DCG",
              "none",
              List.of(
                  BiasEstimate.naive(0, 0, Interval.UNDEFINED),
                  new BiasEstimate(
                      Estimator.DOUBLY_ROBUST,
                      Double.NaN,
                      Double.NaN,
                      Interval.UNDEFINED,
                      Double.NaN,
                      Double.NaN,
                      false,
                      "There is no row."))),
          new Calibration("a deal", new ReliabilityCurve(List.of()), Double.NaN, Double.NaN),
          new FeatureImportance(
              "none",
              "NDCG@10",
              List.of(
                  new FeatureImportance.Group("a", 1, Double.NaN, Double.NaN, Interval.UNDEFINED))),
          new Freshness(List.of(Freshness.Age.freshest(1, FullExample.undefined("ndcg_10")))),
          new Freshness(List.of()),
          new ColdStart(10, "none", unknownCoverage(), unknownCoverage(), List.of()),
          new ExposureShift(
              10,
              Spread.ofExposure(Spread.UNKNOWN, LorenzCurve.UNKNOWN),
              Spread.ofExposure(Spread.UNKNOWN, LorenzCurve.UNKNOWN)),
          new PromotionMix(List.of(new PromotionMix.Mix(0, FullExample.undefined("ndcg_10")))),
          new PromotionMix(List.of()),
          new Ledger(
              List.of(
                  new LedgerEntry(
                      "e",
                      "t",
                      "a",
                      "m",
                      Double.NaN,
                      "",
                      Double.NaN,
                      Interval.UNDEFINED,
                      true,
                      ""))),
          new Ledger(List.of()),
          new Missing(Part.EXPOSURE, "the catalogue is not known."));

  private static Coverage unknownCoverage() {
    return new Coverage(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  private static ChapterBody body(Chapter chapter) {
    return ChapterBody.of(chapter, "id", Bootstrap.DEFAULT);
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void the_example_has_every_chapter() {
    Set<Part> parts = CHAPTERS.stream().map(Chapter::part).collect(Collectors.toSet());
    assertThat(parts).containsExactlyInAnyOrder(Part.values());
    Set<Class<?>> kinds = CHAPTERS.stream().map(Object::getClass).collect(Collectors.toSet());
    kinds.add(Missing.class);
    assertThat(kinds).containsExactlyInAnyOrder(Chapter.class.getPermittedSubclasses());
  }

  @Test
  void chapters_stand_in_the_order_of_their_parts_whatever_the_order_of_adding() {
    List<Chapter> turned = new ArrayList<>(CHAPTERS);
    Collections.reverse(turned);
    Evidence evidence = Evidence.NONE;
    for (Chapter chapter : turned) {
      evidence = evidence.with(chapter);
    }
    assertThat(evidence.chapters().stream().map(Chapter::part).toList()).isSorted();
    List<Integer> places =
        Arrays.stream(Part.values())
            .filter(part -> part != Part.CURVE)
            .map(part -> PAGE.indexOf(">" + Html.escape(part.title()) + "</h3>"))
            .toList();
    assertThat(places).isSorted().doesNotContain(-1);
  }

  @Test
  void the_page_is_well_formed() throws Exception {
    Document page = parse(PAGE.substring(PAGE.indexOf("<body>"), PAGE.indexOf("</html>")));
    assertThat(page.getElementsByTagName("svg").getLength()).isGreaterThan(15);
    for (Chapter chapter : UNDEFINED) {
      assertThat(parse("<div>" + body(chapter).html() + "</div>")).isNotNull();
    }
  }

  @Test
  void every_number_of_the_json_stands_in_the_html() {
    for (Chapter chapter : CHAPTERS) {
      ChapterBody body = body(chapter);
      List<JsonNode> numbers = new ArrayList<>();
      collect(body.json(), numbers);
      assertThat(numbers).as(chapter.title()).isNotEmpty();
      for (JsonNode number : numbers) {
        assertThat(forms(number.asDouble()).stream().anyMatch(body.html()::contains))
            .as("%s: %s", chapter.title(), number)
            .isTrue();
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> numbers) {
    if (node.isNumber()) {
      numbers.add(node);
    }
    node.forEach(child -> collect(child, numbers));
  }

  private static List<String> forms(double number) {
    return List.of(
        ">" + Numbers.value(number) + "<",
        Numbers.value(number),
        Numbers.signed(number),
        Numbers.percent(number),
        Numbers.share(number),
        Numbers.points(number),
        Numbers.amount(number),
        Numbers.signedAmount(number),
        ">" + Numbers.count(Math.round(number)) + "<");
  }

  @Test
  void every_sentence_of_the_json_stands_in_the_html() {
    for (Chapter chapter : CHAPTERS) {
      ChapterBody body = body(chapter);
      for (String key : List.of("finding", "advice", "suggestion")) {
        if (body.json().has(key)) {
          assertThat(body.html()).contains(Html.escape(body.json().path(key).asText()));
        }
      }
    }
  }

  @Test
  void what_is_not_defined_is_a_dash_and_null() throws IOException {
    for (Chapter chapter : UNDEFINED) {
      ChapterBody body = body(chapter);
      String json = new ObjectMapper().writeValueAsString(body.json());
      assertThat(body.html()).as(chapter.toString()).doesNotContain("NaN", "Infinity");
      assertThat(json).as(chapter.toString()).doesNotContain("NaN", "Infinity");
    }
    assertThat(body(UNDEFINED.get(5)).json().path("estimates").path(1).path("uplift").isNull())
        .isTrue();
    assertThat(body(UNDEFINED.get(5)).html()).contains("<td>\u2013</td>");
  }

  @Test
  void a_missing_chapter_says_why() {
    Evidence evidence = Evidence.NONE.with(new Missing(Part.FRESHNESS, "one model only."));
    ChapterBody body = body(evidence.chapters().get(0));
    assertThat(body.html()).contains("Not in this report: one model only.");
    assertThat(body.json().path("chapter").asText()).isEqualTo("freshness");
  }

  @Test
  void hostile_names_are_text() {
    assertThat(PAGE)
        .contains("&lt;script&gt;alert(&#39;x&#39;)")
        .doesNotContain("<script", "http", "url(", "src=", "@import");
    for (MatchResult link : Pattern.compile("href=\"([^\"]*)").matcher(PAGE).results().toList()) {
      assertThat(link.group(1)).startsWith("#");
      assertThat(PAGE).contains("id=\"" + link.group(1).substring(1) + "\"");
    }
  }

  @Test
  void ids_are_unique_and_every_drawing_has_title_and_description() throws Exception {
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(PAGE).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates();
    for (MatchResult drawing :
        Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(PAGE).results().toList()) {
      Document document = parse(drawing.group());
      assertThat(document.getElementsByTagName("desc").getLength()).isEqualTo(1);
      assertThat(document.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
    }
  }

  @Test
  void every_text_of_a_drawing_begins_within_it() {
    for (MatchResult text :
        Pattern.compile("<text x=\"([-0-9.]+)\"").matcher(PAGE).results().toList()) {
      assertThat(Double.parseDouble(text.group(1))).isBetween(0.0, Svg.WIDTH);
    }
  }

  /** On a phone of 390 pixels: margins of the page, border and padding of the figure. */
  @Test
  void letters_of_a_drawing_have_at_least_eleven_pixels_on_a_phone() {
    assertThat(PAGE)
        .contains("svg text { font-size: 12px")
        .contains("figure { padding: 10px 4px; }");
    assertThat(12 * (390 - 2 * 16 - 2 - 2 * 4) / Svg.WIDTH).isGreaterThan(11);
  }

  @Test
  void the_page_stays_small_whatever_the_number_of_queries() {
    String large = ReportHtml.write(FullExample.report(20, 20));
    assertThat(large.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);

    List<WorstList> worst =
        IntStream.range(0, 10_000).mapToObj(i -> new WorstList("q" + i, "s", 9, 1, 1, 0)).toList();
    List<ListChanges.Bin> bins =
        IntStream.rangeClosed(-10, 10).mapToObj(b -> new ListChanges.Bin(b, 1_000_000)).toList();
    assertThat(body(new Changes("ndcg_10", bins, worst)).html()).hasSizeLessThan(40_000);
    List<LedgerEntry> entries =
        Collections.nCopies(
            1000,
            new LedgerEntry("e", "t", "a", "m", .1, "b", .1, new Interval(0, .2), true, "ship"));
    assertThat(body(new Ledger(entries)).html()).hasSizeLessThan(40_000);
    assertThat(LorenzCurve.of(new double[1_000_000]).points()).isEmpty();
    double[] even = new double[1_000_000];
    Arrays.fill(even, 1);
    assertThat(LorenzCurve.of(even).points()).hasSize(51);
  }

  @Test
  void json_of_the_report_holds_the_chapters_by_name() throws IOException {
    JsonNode chapters =
        new ObjectMapper()
            .readTree(ReportJson.write(FullExample.report()))
            .path("targets")
            .path(0)
            .path("chapters");
    List<String> names =
        StreamSupport.stream(chapters.spliterator(), false)
            .map(chapter -> chapter.path("chapter").asText())
            .toList();
    assertThat(names).startsWith("curve", "curve", "changes", "position_bias").endsWith("ledger");
    assertThat(chapters.path(3).path("source").asText()).isEqualTo("shuffled_lists");
    assertThat(chapters.path(4).path("trusted").asText()).isEqualTo("doubly_robust");
    assertThat(chapters.path(4).path("estimates").path(0).path("interval")).hasSize(2);
  }

  @Test
  void the_same_report_is_the_same_text() {
    assertThat(ReportHtml.write(FullExample.report())).isEqualTo(PAGE);
  }

  @Test
  void the_full_page_is_left_for_looking_at() throws IOException {
    Path page = Path.of("target", "full-report.html");
    Files.createDirectories(page.getParent());
    assertThat(Files.writeString(page, PAGE)).isNotEmptyFile();
  }
}
