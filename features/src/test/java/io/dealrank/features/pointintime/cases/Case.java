package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A case: facts of a few entities, queries about them and the features that each must be answered.
 *
 * @param json the case as in its file
 */
public record Case(JsonNode json) {
  private static final Pattern FILE = Pattern.compile("\\d.*\\.json");

  /** One query: which entity, as of when. */
  public record Query(String qid, String key, Long millis) {}

  /** The cases of a folder, files {@code <number>...json}, by name. */
  public static List<Case> read(Path folder) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (FILE.matcher(file.getFileName().toString()).matches()) {
          cases.add(new Case(new ObjectMapper().readTree(file.toFile())));
        }
      }
    }
    return cases;
  }

  /** Its name. */
  public String id() {
    return json.get("id").asText();
  }

  /** counter, snapshot, asof, delay, mutation, rate or decay. */
  public String kind() {
    return json.path("kind").asText("counter");
  }

  boolean mutation() {
    return kind().equals("mutation");
  }

  /** Whether the answers know a fact only once it was ingested. */
  private boolean byIngestion() {
    return json.has("event_time_mode") || json.path("knowledge").asText().equals("ingestion_time");
  }

  /** The case under each meaning of time that it has an answer for. */
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    readings.add(
        new Reading(
            this, Reading.Time.REFERENCE, byIngestion() || mutation(), json.get("expected")));
    if (json.has("event_time_mode")) {
      readings.add(
          new Reading(this, Reading.Time.EVENT_TIME_MODE, false, json.get("event_time_mode")));
    }
    return readings;
  }

  /**
   * The case as a store answers it that asks as of the last midnight, and one whose windows are
   * open on the left and closed on the right. None where events come twice: such stores count both.
   */
  public List<Reading> variants() {
    List<Reading> readings = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    if (list("events").stream().allMatch(event -> ids.add(event.path("id").asText()))) {
      for (Reading.Time time : List.of(Reading.Time.MIDNIGHT, Reading.Time.INCLUSIVE)) {
        JsonNode expected = json.path("variants").path(time.variant());
        if (!expected.isMissingNode()) {
          readings.add(new Reading(this, time, false, expected));
        }
      }
    }
    return readings;
  }

  /** The queries in their order. */
  public List<Query> queries() {
    return list("queries").stream()
        .map(
            q ->
                new Query(
                    q.get("qid").asText(),
                    text(q.get("key")),
                    q.path("ts").isNumber() ? (Long) q.get("ts").asLong() : null))
        .toList();
  }

  /** The features; a case of kind decay that lists none has the ones that it expects. */
  public List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    list("features").forEach(feature -> features.add(Feature.of(this, feature)));
    if (features.isEmpty() && kind().equals("decay")) {
      Iterator<JsonNode> first = json.get("expected").elements();
      if (first.hasNext()) {
        first.next().fieldNames().forEachRemaining(name -> features.add(Feature.decay(this, name)));
      }
    }
    return features;
  }

  /** What is said of the entities: events, or the rows of a table that is changed. */
  public List<Fact> facts() {
    return mutation()
        ? Mutations.facts(list("snapshot"), list("mutations"))
        : list("events").stream().map(Fact::event).toList();
  }

  /** Whether some fact has text in a column, which is no number then. */
  boolean hasText(String column) {
    return Stream.of("events", "snapshot", "mutations")
        .flatMap(name -> list(name).stream())
        .anyMatch(fact -> fact.path(column).isTextual());
  }

  /** A length of time: {@code <name>}, milliseconds or a span, or {@code <name>_<unit>}; else 0. */
  long millis(String name) {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (field.getKey().equals(name) && field.getValue().isTextual()) {
        return Lengths.millis(field.getValue().asText());
      }
      if (field.getKey().startsWith(name) && field.getValue().isNumber()) {
        return field.getValue().asLong() * Lengths.unit(field.getKey().substring(name.length()));
      }
    }
    return 0;
  }

  List<JsonNode> list(String name) {
    return StreamSupport.stream(json.path(name).spliterator(), false).toList();
  }

  static String text(JsonNode node) {
    return node == null || node.isNull() || node.isMissingNode() ? null : node.asText();
  }
}
