package io.dealrank.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Cases collected from other feature stores, all in one batch under keys of their own. Run: count,
 * sum and avg of the kinds counter and snapshot. Not run: last, lastK, min, max and count_distinct
 * (no such measure), the kinds asof, delay, mutation, rate and decay, and knowledge by time of
 * ingestion.
 */
@ExtendWith(SharedSpark.class)
class PeerCasesTest {
  private static final Set<String> OPS = Set.of("count", "sum", "avg");
  private static final StructType SIGNALS =
      StructType.fromDDL(
          """
          event_id STRING NOT NULL, query_id STRING, searcher_id STRING, listing_id STRING,
          owner_id STRING, at TIMESTAMP NOT NULL,
          attributes STRUCT<channel: STRING, category: STRING, value: DOUBLE>
          """);
  private static final StructType QUESTIONS =
      StructType.fromDDL("case STRING, qid STRING, who STRING, t TIMESTAMP");

  private static final Vertical VERTICAL =
      VerticalText.read(
              VerticalText.TINY.replace(
                      "label:",
                      """
                        signals:
                          events: {from: contacts, columns: {event_id: id, at: at}}
                      label:""")
                  + """
                  features:
                    - group: events
                      entity: employer
                      from: events
                      by: {channel: attributes.channel, category: attributes.category}
                      windows: [5m, 1d, 3d, 7d, 30d, 90d, all]
                      measures:
                        count: {count: true}
                        sum: {sum: attributes.value}
                        avg: {mean: attributes.value}
                  """)
          .vertical();

  private static List<JsonNode> cases() throws IOException {
    Path folder =
        Path.of(System.getProperty("dealrank.root")).resolve("../shared/gold/point-in-time");
    assumeTrue(Files.isDirectory(folder), "the collected cases are not here: skipped");
    List<JsonNode> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().matches("\\d.*json")).sorted().toList()) {
        JsonNode one = new ObjectMapper().readTree(file.toFile());
        if (Set.of("counter", "snapshot").contains(one.get("kind").asText())) {
          cases.add(one);
        }
      }
    }
    return cases;
  }

  private static String key(JsonNode one, JsonNode row) {
    return row.get("key").isNull() ? null : one.get("id").asText() + "/" + row.get("key").asText();
  }

  private static Instant instant(JsonNode one, JsonNode query) {
    long day = 86_400_000;
    long ts = query.get("ts").asLong();
    boolean snapshot = one.get("kind").asText().equals("snapshot");
    return Instant.ofEpochMilli(snapshot ? Math.floorDiv(ts, day) * day : ts);
  }

  @Test
  void
      counts_sums_and_means_agree_with_the_cases_that_last_distinct_asof_and_mutation_are_not_part_of(
          SparkSession spark) throws IOException {
    List<JsonNode> cases = cases();
    List<Row> events = new ArrayList<>();
    List<Row> questions = new ArrayList<>();
    for (JsonNode one : cases) {
      Set<String> delivered = new HashSet<>();
      for (JsonNode event : one.get("events")) {
        // The contract lets the first delivery of an event through.
        if (delivered.add(event.get("id").asText())) {
          events.add(
              RowFactory.create(
                  one.get("id").asText() + "/" + event.get("id").asText(),
                  null,
                  key(one, event),
                  null,
                  null,
                  Instant.ofEpochMilli(event.get("ts").asLong()),
                  RowFactory.create(
                      text(event.get("channel")),
                      text(event.get("category")),
                      event.get("value").isNumber() ? event.get("value").asDouble() : null)));
        }
      }
      for (JsonNode query : one.get("queries")) {
        questions.add(
            RowFactory.create(
                one.get("id").asText(),
                query.get("qid").asText(),
                key(one, query),
                instant(one, query)));
      }
    }
    Lake lake =
        new Lake(null, null, Map.of("events", spark.createDataFrame(events, SIGNALS)), Map.of());
    Dataset<Row> asked = spark.createDataFrame(questions, QUESTIONS);
    List<FeatureGroup> groups = VERTICAL.features();
    List<Row> answers = PointInTime.ask(VERTICAL, lake, groups, asked, "who", "t").collectAsList();
    assertThat(answers).hasSameSizeAs(questions);
    int compared = 0;
    for (Row answer : answers) {
      JsonNode one =
          cases.stream()
              .filter(c -> c.get("id").asText().equals(answer.getAs("case")))
              .findFirst()
              .orElseThrow();
      Row features = answer.getAs("events");
      for (JsonNode feature : one.get("features")) {
        if (OPS.contains(feature.get("op").asText())) {
          JsonNode expected =
              one.get("expected")
                  .get(answer.<String>getAs("qid"))
                  .get(feature.get("name").asText());
          compare(features, feature, expected, answer.toString());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(30);
  }

  private static void compare(Row features, JsonNode feature, JsonNode expected, String place) {
    String window = feature.get("window").asText().replace("lifetime", "all");
    String name = feature.get("op").asText() + "_" + window;
    boolean zeroIsNothing = !feature.get("op").asText().equals("avg");
    if (feature.get("bucket").isNull()) {
      same(features == null ? null : features.getAs(name), expected, zeroIsNothing, place);
      return;
    }
    String column = name + "_by_" + feature.get("bucket").asText();
    Map<String, Double> actual =
        features == null ? Map.of() : features.getJavaMap(features.fieldIndex(column));
    Set<String> buckets = new HashSet<>(actual.keySet());
    expected.fieldNames().forEachRemaining(buckets::add);
    for (String bucket : buckets) {
      same(actual.get(bucket), expected.get(bucket), zeroIsNothing, place + " " + bucket);
    }
  }

  private static void same(Double actual, JsonNode expected, boolean zeroIsNothing, String place) {
    Double wanted = expected == null || expected.isNull() ? null : (Double) expected.asDouble();
    if (zeroIsNothing) {
      assertThat(actual == null ? 0 : actual)
          .as(place)
          .isCloseTo(wanted == null ? 0 : wanted, within(1e-12));
    } else if (wanted == null) {
      assertThat(actual).as(place).isNull();
    } else {
      assertThat(actual).as(place).isCloseTo(wanted, within(1e-12));
    }
  }

  private static String text(JsonNode node) {
    return node == null || node.isNull() ? null : node.asText();
  }
}
