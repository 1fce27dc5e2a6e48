package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.evaluation.experiment.AlphaSpending;
import io.dealrank.evaluation.experiment.ArmValue;
import io.dealrank.evaluation.experiment.Cuped;
import io.dealrank.evaluation.experiment.Effect;
import io.dealrank.evaluation.experiment.GroupSequential;
import io.dealrank.evaluation.experiment.Moments;
import io.dealrank.evaluation.experiment.Quantity;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An experiment of a few hundred employers, read through the command. */
@ExtendWith(SharedSpark.class)
class ExperimentCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("dealrank.root", ".."));
  private static final long SEED = 4;
  private static final String HEADER = "employer\tarm\tcity\tdeals\tcontacts\thired\tdeals_pre";

  @TempDir private Path folder;
  private final List<String> rows = new ArrayList<>();

  /** The commands find the session of all tests, whichever class runs first. */
  @BeforeEach
  void employers(SparkSession spark) {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    Random random = new Random(SEED);
    for (int i = 0; i < 400; i++) {
      int before = random.nextInt(6);
      int contacts = 1 + before + random.nextInt(5);
      int deals = before + random.nextInt(3) + (i % 2) * (i % 4 == 1 ? 1 : 0);
      rows.add(
          String.join(
              "\t",
              "e" + i,
              i % 2 == 0 ? "old" : "new",
              i % 3 == 0 ? "msk" : "spb",
              String.valueOf(deals),
              String.valueOf(contacts),
              deals > 2 ? "1" : "0",
              String.valueOf(before)));
    }
  }

  @Test
  void every_effect_is_what_the_arrays_say() throws IOException {
    Ran ran = experiment();
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode json = ran.json();
    assertThat(json.get("valid").asBoolean()).isTrue();
    assertThat(json.get("sample_ratio")).hasSize(3);
    assertThat(json.get("results")).hasSize(9);
    for (String city : List.of("all", "msk", "spb")) {
      Moments control = moments("old", city);
      Moments treated = moments("new", city);
      Quantity deals = Quantity.mean(0);
      JsonNode mean = result(json, "deals", city);
      Effect plain = Effect.relative(ArmValue.of(control, deals), ArmValue.of(treated, deals));
      close(mean.at("/unadjusted/effect"), plain.estimate());
      close(mean.at("/unadjusted/standard_error"), plain.standardError());
      Cuped cuped = Cuped.of(control, treated, deals, Quantity.mean(3));
      close(mean.at("/adjusted/effect"), cuped.relative().estimate());
      close(mean.at("/adjusted/variance_reduced"), cuped.varianceReduced());
      Quantity ratio = Quantity.ratio(0, 1);
      close(
          result(json, "deals_per_contact", city).at("/unadjusted/standard_error"),
          Effect.relative(ArmValue.of(control, ratio), ArmValue.of(treated, ratio))
              .standardError());
      double rate = control.mean(2);
      JsonNode share = result(json, "hired", city);
      close(share.get("control"), rate);
      assertThat(share.get("corrected_p").asDouble())
          .isGreaterThanOrEqualTo(share.get("p").asDouble());
    }
  }

  @Test
  void the_table_may_be_parquet_or_delta(SparkSession spark) throws IOException {
    String tsv = experiment().json().get("results").toString();
    var table = spark.read().option("header", "true").option("sep", "\t").csv(table());
    for (String format : List.of("parquet", "delta")) {
      String path = folder.resolve(format).toString();
      table.repartition(3).write().format(format).save(path);
      JsonNode results = run(path).json().get("results");
      JsonNode expected = new ObjectMapper().readTree(tsv);
      for (int i = 0; i < expected.size(); i++) {
        close(
            results.get(i).at("/unadjusted/effect"),
            expected.get(i).at("/unadjusted/effect").asDouble());
        close(results.get(i).get("p"), expected.get(i).get("p").asDouble());
      }
    }
  }

  @Test
  void a_lost_arm_is_a_mismatch_that_ends_with_1_unless_allowed() throws IOException {
    rows.removeIf(row -> row.contains("\tnew\t") && row.hashCode() % 2 == 0);
    Ran ran = experiment();
    assertThat(ran.code()).as(ran.err()).isEqualTo(1);
    assertThat(ran.told()).contains("experiment rerank is invalid: all has [200, ", "remedy: ");
    assertThat(ran.json().get("valid").asBoolean()).isFalse();
    assertThat(ran.json().at("/decisions/new").asText()).startsWith("invalid");
    Ran allowed = experiment("--allow-invalid");
    assertThat(allowed.code()).isZero();
    assertThat(allowed.json().get("valid").asBoolean()).isFalse();
  }

  @Test
  void the_ledger_only_grows_and_keeps_the_promise() throws IOException {
    assertThat(experiment().code()).isZero();
    assertThat(experiment().code()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("out/experiments/ledger.jsonl"));
    assertThat(lines).hasSize(2);
    JsonNode line = new ObjectMapper().readTree(lines.get(1));
    assertThat(line.get("experiment").asText()).isEqualTo("rerank");
    assertThat(line.at("/promised/0/uplift").asDouble()).isEqualTo(0.9);
    assertThat(line.at("/promised/0/outcome").asText()).isEqualTo("below the promise");
    assertThat(line.at("/effects/0/interval")).hasSize(2);
    assertThat(folder.resolve("out/experiments/rerank/readout.json")).isNotEmptyFile();
  }

  @Test
  void text_shows_sizes_effects_and_a_decision() throws IOException {
    Ran ran = Ran.command("experiment", "--plan", plan(""), "--table", table(), "--output", out());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("experiment rerank: valid", "sizes of the arms", "200 / 200", "city=msk")
        .contains("new against old", "decision: ", "promised for deals: +90.00%");
  }

  @Test
  void rows_that_cannot_be_read_are_named_with_a_remedy() throws IOException {
    rows.add("\tnew\tmsk\t1\t1\t1\t0");
    refused("null unit in 1 rows, for example employer null of variant new");
    replace("e7\tnew\tmsk\t1\t1\t1\t0");
    refused("duplicate unit in 2 rows, for example employer e7");
    replace("x\tother\tmsk\t1\t1\t1\t0");
    refused("unknown variant in 1 rows, for example employer x of variant other");
    replace("x\tnew\tmsk\tNaN\t1\t1\t0");
    refused("no number in deals in 1 rows, for example employer x");
    replace("x\tnew\tmsk\tmany\t1\t1\t0");
    refused("no number in deals in 1 rows, for example employer x");
    replace("x\tnew\tmsk\t1\t1\t2\t0");
    refused("neither 0 nor 1 in hired in 1 rows, for example employer x");
    Ran aside = run(table(), "bad_rows: set_aside");
    assertThat(aside.code()).as(aside.err()).isZero();
    assertThat(aside.json().at("/set_aside/0/rows").asLong()).isEqualTo(1);
    assertThat(aside.json().at("/set_aside/0/example").asText()).isEqualTo("x");
    assertThat(aside.json().at("/sample_ratio/0/units/new").asLong()).isEqualTo(200);
  }

  @Test
  void an_empty_arm_a_missing_column_and_a_missing_table_are_named() throws IOException {
    rows.removeIf(row -> row.contains("\tnew\t"));
    refused("has no unit of variant new");
    Path narrow = Files.writeString(folder.resolve("narrow.csv"), "employer,arm\ne1,old\n");
    Ran ran = run(narrow.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.told())
        .contains("narrow.csv has no column deals, deals_pre, contacts, hired, city")
        .contains("the table has employer, arm");
    Ran absent = run(folder.resolve("absent.csv").toString());
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.told()).contains("absent.csv does not exist");
  }

  @Test
  void a_wrong_plan_is_told_with_line_and_key() throws IOException {
    Ran ran = run(table(), "alhpa: 0.1");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.told()).contains("unknown key 'alhpa'", "Nearest valid key: 'alpha'");
    Ran range = run(table(), "power: 1.5");
    assertThat(range.code()).isEqualTo(2);
    assertThat(range.told()).contains("power 1.5 is not between 0 and 1");
    Ran correction = run(table(), "correction: holmes");
    assertThat(correction.code()).isEqualTo(2);
    assertThat(correction.told()).contains("key 'correction'", "holm");
  }

  @Test
  void a_planned_look_gives_its_bound_and_whether_it_is_crossed() throws IOException {
    JsonNode fixed = experiment().json();
    String sequence = "looks: group_sequential\nsequence: {information: [0.4, 0.7, 1], look: 2}";
    Ran ran = run(table(), sequence);
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode json = ran.json();
    assertThat(json.at("/look/of").asInt()).isEqualTo(3);
    double[] bounds =
        GroupSequential.bounds(new double[] {0.4, 0.7}, 0.05, 2, AlphaSpending.obrienFleming());
    close(json.at("/look/bound"), bounds[1]);
    for (int i = 0; i < json.get("results").size(); i++) {
      JsonNode result = json.get("results").get(i);
      boolean crossed = Math.abs(result.get("z").asDouble()) >= bounds[1];
      assertThat(result.get("crossed").asBoolean()).isEqualTo(crossed);
      assertThat(result.get("p").asDouble() <= 0.05).isEqualTo(crossed);
      assertThat(result.get("p").asDouble())
          .isGreaterThan(fixed.get("results").get(i).get("p").asDouble() * 0.999);
      assertThat(result.at("/unadjusted/interval"))
          .isEqualTo(fixed.get("results").get(i).at("/unadjusted/interval"));
    }
    Ran text =
        Ran.command("experiment", "--plan", plan(sequence), "--table", table(), "--output", out());
    assertThat(text.out())
        .contains("look 2 of 3, at 70% of the units: bound |z| ", "valid over all planned looks");
    Ran wrong = run(table(), "looks: group_sequential\nsequence: {information: [0.4], look: 2}");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.told()).contains("look 2 is none of the 1");
    Ran spending =
        run(
            table(),
            "looks: group_sequential\nsequence: {information: [1], look: 1, spending: pocock}");
    assertThat(spending.told()).contains("obrien_fleming");
  }

  /** c0 is contacted from both arms, c1 from one; e900 is in no arm. */
  @Test
  void candidates_contacted_from_both_arms_are_counted() throws IOException {
    Path contacts =
        Files.writeString(
            folder.resolve("contacts.csv"),
            "employer,candidate\ne0,c0\ne1,c0\ne1,c0\ne2,c1\ne900,c2\n");
    Ran ran =
        run(
            table(),
            "contacts: {unit: employer, candidate: candidate}",
            "--contacts",
            contacts.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode interference = ran.json().get("interference");
    assertThat(interference.get("candidates").asLong()).isEqualTo(2);
    assertThat(interference.get("shared").asLong()).isEqualTo(1);
    assertThat(interference.get("contacts").asLong()).isEqualTo(4);
    assertThat(interference.get("shared_contacts_share").asDouble()).isEqualTo(0.75);
    assertThat(interference.get("unknown_contacts").asLong()).isEqualTo(1);
    Ran unnamed = run(table(), "", "--contacts", contacts.toString());
    assertThat(unnamed.code()).isEqualTo(2);
    assertThat(unnamed.told()).contains("key 'contacts'", "--contacts was given");
  }

  /** The shipped plan is for tables like those of the reference, which lie beside the checkout. */
  @Test
  void the_shipped_plan_reads_a_reference_table_as_another_tool_does() throws IOException {
    Path reference = ROOT.resolve("../shared/gold/ab");
    assumeTrue(Files.isDirectory(reference), () -> "no reference files at " + reference);
    Ran ran =
        Ran.command(
            "experiment",
            "--plan",
            ROOT.resolve("conf/experiments/example.yaml").toString(),
            "--table",
            reference.resolve("ab_small.tsv").toString(),
            "--output",
            out(),
            "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    int compared = 0;
    for (String line : Files.readAllLines(reference.resolve("cases.jsonl"))) {
      JsonNode test = new ObjectMapper().readTree(line);
      JsonNode input = test.get("input");
      String place =
          switch (test.get("kind").asText()) {
            case "ratio_delta_method" -> "deals_per_contact/unadjusted";
            case "ratio_cuped" -> "deals_per_contact/adjusted";
            case "proportion_two_sided_unpooled_no_bessel" -> "has_deal/unadjusted";
            case "mean_two_sided" -> "spend/unadjusted";
            default -> "";
          };
      String metric = input.has("metric") ? input.get("metric").asText() : "deals_per_contact";
      if (!input.path("file").asText().equals("ab_small.tsv")
          || !input.path("difference").asText().equals("relative")
          || input.path("alpha").asDouble() != 0.05
          || !place.startsWith(metric + "/")) {
        continue;
      }
      JsonNode ours =
          result(ran.json(), metric, input.get("segment").asText())
              .get(place.substring(place.indexOf('/') + 1));
      JsonNode expected = test.get("expected");
      double tolerance = test.get("tol").asDouble();
      for (String[] names :
          new String[][] {
            {"/effect", "effect"},
            {"/standard_error", "se"},
            {"/p", "p"},
            {"/interval/0", "ci_lo"},
            {"/interval/1", "ci_hi"}
          }) {
        assertThat(ours.at(names[0]).asDouble())
            .as(test.get("id").asText() + " " + names[1])
            .isCloseTo(expected.get(names[1]).asDouble(), within(tolerance));
        compared++;
      }
    }
    System.out.println("compared " + compared + " values of the reference with the command's");
    assertThat(compared).isPositive();
  }

  private void replace(String row) {
    rows.set(rows.size() - 1, row);
  }

  private void refused(String problem) throws IOException {
    Ran ran = experiment();
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.told())
        .startsWith("error: table " + folder.resolve("units.tsv"))
        .contains(problem, "\nreason: ", "\nremedy: ");
  }

  private Ran experiment(String... more) throws IOException {
    return run(table(), "", more);
  }

  private Ran run(String table) throws IOException {
    return run(table, "");
  }

  private Ran run(String table, String key, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "experiment", "--plan", plan(key), "--table", table, "--output", out(), "--json"));
    arguments.addAll(Arrays.asList(more));
    return Ran.command(arguments.toArray(String[]::new));
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private String table() throws IOException {
    Path file = folder.resolve("units.tsv");
    Files.writeString(file, HEADER + "\n" + String.join("\n", rows) + "\n");
    return file.toString();
  }

  private String plan(String key) throws IOException {
    return Files.writeString(
            folder.resolve("plan.yaml"),
            """
            experiment: rerank
            unit: employer
            variant: arm
            control: old
            shares: {old: 1, new: 1}
            segments: [city]
            metrics:
              - {name: deals, kind: mean, covariate: deals_pre, effect: 0.1}
              - {name: deals_per_contact, kind: ratio, numerator: deals, denominator: contacts}
              - {name: hired, kind: proportion, margin: 0.2}
            weeks: 2
            promised: {metric: deals, uplift: 0.9, source: backtest}
            """
                + key
                + "\n")
        .toString();
  }

  private Moments moments(String arm, String city) {
    int[] columns = {3, 4, 5, 6};
    return Moments.of(
        Arrays.stream(columns)
            .mapToObj(
                column ->
                    rows.stream()
                        .map(row -> row.split("\t"))
                        .filter(cells -> cells[1].equals(arm))
                        .filter(cells -> city.equals("all") || cells[2].equals(city))
                        .mapToDouble(cells -> Double.parseDouble(cells[column]))
                        .toArray())
            .toArray(double[][]::new));
  }

  private static JsonNode result(JsonNode json, String metric, String segment) {
    return StreamSupport.stream(json.get("results").spliterator(), false)
        .filter(r -> r.get("metric").asText().equals(metric))
        .filter(r -> r.get("segment").asText().equals(segment))
        .findFirst()
        .orElseThrow();
  }

  private static void close(JsonNode actual, double expected) {
    assertThat(actual.isNumber()).isTrue();
    assertThat(actual.asDouble()).isCloseTo(expected, within(1e-9));
  }
}
