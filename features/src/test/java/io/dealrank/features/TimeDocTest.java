package io.dealrank.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.features.contract.Contract;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The numbers of the worked examples in docs/time.md are those of the engine. */
@ExtendWith(SharedSpark.class)
class TimeDocTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy d MMMM HH:mm", Locale.ENGLISH);
  private static final StructType ASKED =
      StructType.fromDDL("number INT NOT NULL, who STRING, t TIMESTAMP");

  private final SparkSession spark;

  TimeDocTest(SparkSession spark) {
    this.spark = spark;
  }

  /** An example: its measures in YAML and the table of their values. */
  private record Example(String yaml, List<List<String>> table) {}

  @Test
  void every_number_of_the_worked_examples_is_the_engines() throws IOException {
    Path page = Path.of(System.getProperty("dealrank.root", "..")).resolve("docs/time.md");
    String text = Files.readString(page);
    String worked = text.substring(text.indexOf("## Worked"), text.indexOf("## The state"));
    List<Example> examples = new ArrayList<>();
    for (String part : worked.split("```yaml\n", -1)) {
      String[] parts = part.split("```\n", -1);
      examples.add(new Example(parts[0], table(parts[parts.length - 1])));
    }
    Lake lake = lake(examples.get(0).table());
    assertThat(examples).hasSize(4);
    for (Example example : examples.subList(1, 4)) {
      check(lake, example);
    }
  }

  private void check(Lake lake, Example example) {
    List<String> head = example.table().get(0);
    List<Row> questions = new ArrayList<>();
    for (List<String> line : example.table().subList(1, example.table().size())) {
      String who = head.get(0).replace(", as of", "");
      questions.add(RowFactory.create(questions.size(), who, instant(line.get(0))));
    }
    Vertical vertical = vertical(example.yaml());
    List<Row> answers =
        PointInTime.ask(
                vertical,
                lake,
                vertical.features(),
                spark.createDataFrame(questions, ASKED),
                "who",
                "t")
            .orderBy("number")
            .select("example.*")
            .collectAsList();
    assertThat(answers).isNotEmpty();
    for (int i = 0; i < answers.size(); i++) {
      List<String> line = example.table().get(i + 1);
      for (int c = 1; c < head.size() - 1; c++) {
        compare(answers.get(i).getAs(head.get(c)), line.get(c), head.get(c) + " " + line);
      }
    }
  }

  private static void compare(Double actual, String shown, String place) {
    if (shown.equals("null")) {
      assertThat(actual).as(place).isNull();
      return;
    }
    int decimals = shown.contains(".") ? shown.length() - shown.indexOf('.') - 1 : 0;
    double half = shown.contains(".") ? 0.5 * Math.pow(10, -decimals) : 0;
    assertThat(actual).as(place).isCloseTo(Double.parseDouble(shown), within(half + 1e-9));
  }

  private static Vertical vertical(String yaml) {
    String knowledge = yaml.startsWith("knowledge") ? yaml.substring(0, yaml.indexOf('\n')) : "";
    String group = yaml.substring(yaml.indexOf("windows:")).indent(4);
    return VerticalText.read(
            knowledge
                + "\n"
                + VerticalText.TINY
                + "features:\n  - group: example\n    entity: candidate\n    from: contacts\n"
                + group)
        .vertical();
  }

  private Lake lake(List<List<String>> table) {
    StructType schema =
        Contract.CONTACTS.columns().add("attributes", StructType.fromDDL("none STRING"));
    List<Row> rows = new ArrayList<>();
    for (List<String> line : table.subList(1, table.size())) {
      Object[] cells = new Object[schema.size()];
      Arrays.fill(cells, null);
      for (StructField field : schema.fields()) {
        int given = table.get(0).indexOf(field.name());
        String at = given < 0 ? "" : line.get(given);
        Object value = at.isEmpty() ? null : instant(at);
        cells[schema.fieldIndex(field.name())] = value;
      }
      cells[schema.fieldIndex("contact_id")] = "contact" + rows.size();
      for (String key : List.of("searcher_id", "listing_id", "owner_id")) {
        cells[schema.fieldIndex(key)] = line.get(0);
      }
      cells[schema.fieldIndex("received_at")] = cells[schema.fieldIndex("contacted_at")];
      rows.add(RowFactory.create(cells));
    }
    Dataset<Row> contacts = spark.createDataFrame(rows, schema);
    return new Lake(contacts.limit(0), contacts, Map.of(), Map.of());
  }

  private static Instant instant(String text) {
    return LocalDateTime.parse("2026 " + text, TIME).toInstant(ZoneOffset.UTC);
  }

  /** Cells of the Markdown table in a text, without the line of dashes. */
  private static List<List<String>> table(String text) {
    return text.lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("| ---"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }
}
