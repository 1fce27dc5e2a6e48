package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definition of every answer, evaluated over the JSON of a case: for each query and feature
 * look at every fact. It shares nothing with the engine but the comparison of values.
 */
final class CaseOracle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Long> UNITS =
      Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private final JsonNode one;
  private final boolean byIngestion;

  private CaseOracle(JsonNode one, boolean byIngestion) {
    this.one = one;
    this.byIngestion = byIngestion;
  }

  /** The case with the answers that it must get. */
  static Case answered(JsonNode one) {
    ObjectNode answered = one.deepCopy();
    boolean byIngestion = one.path("knowledge").asText().equals("ingestion_time");
    answered.set("expected", expected(one, byIngestion));
    return new Case(answered);
  }

  /** qid to feature to value. */
  static JsonNode expected(JsonNode one, boolean byIngestion) {
    CaseOracle oracle = new CaseOracle(one, byIngestion);
    Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
    for (JsonNode query : one.get("queries")) {
      Map<String, Object> own = new LinkedHashMap<>();
      for (JsonNode feature : one.get("features")) {
        own.put(feature.get("name").asText(), oracle.value(query, feature));
      }
      expected.put(query.get("qid").asText(), own);
    }
    return JSON.valueToTree(expected);
  }

  private Object value(JsonNode query, JsonNode feature) {
    List<JsonNode> facts = inWindow(query, feature.path("window").asText());
    String bucket = feature.path("bucket").asText("null");
    if (bucket.equals("null")) {
      return aggregate(facts, feature, asOf(query));
    }
    Map<String, List<JsonNode>> buckets = new TreeMap<>();
    for (JsonNode fact : facts) {
      if (!fact.path(bucket).isNull() && !fact.path(bucket).isMissingNode()) {
        buckets.computeIfAbsent(fact.get(bucket).asText(), b -> new ArrayList<>()).add(fact);
      }
    }
    Map<String, Object> values = new TreeMap<>();
    buckets.forEach((name, own) -> values.put(name, aggregate(own, feature, asOf(query))));
    values.values().removeIf(v -> v == null);
    return values.isEmpty() ? null : values;
  }

  private long asOf(JsonNode query) {
    long t = query.get("ts").asLong() - one.path("delay_ms").asLong();
    long day = UNITS.get("d");
    long lag =
        one.path("publish_lag_ms").asLong()
            + UNITS.get("h") * one.path("publish_lag_hours").asLong();
    return one.path("kind").asText().equals("snapshot") ? Math.floorDiv(t - lag, day) * day : t;
  }

  private List<JsonNode> inWindow(JsonNode query, String window) {
    if (query.path("key").isNull()) {
      return List.of();
    }
    long t = asOf(query);
    long length =
        window.equals("lifetime")
            ? Long.MAX_VALUE / 4
            : Long.parseLong(window.substring(0, window.length() - 1))
                * UNITS.get(window.substring(window.length() - 1));
    boolean closed = one.path("kind").asText().equals("asof");
    return known(query.get("key").asText(), t).stream()
        .filter(
            fact -> {
              long at = fact.get("ts").asLong();
              return closed ? at > t - length && at <= t : at >= t - length && at < t;
            })
        .sorted(
            Comparator.<JsonNode>comparingLong(fact -> fact.get("ts").asLong())
                .thenComparingLong(CaseOracle::ingested)
                .thenComparing(fact -> fact.path("id").asText()))
        .toList();
  }

  private List<JsonNode> known(String key, long t) {
    List<JsonNode> facts =
        one.path("kind").asText().equals("mutation") ? table(t) : firstDeliveries(t);
    return facts.stream().filter(f -> f.get("key").asText("null").equals(key)).toList();
  }

  private List<JsonNode> firstDeliveries(long t) {
    Map<String, JsonNode> first = new LinkedHashMap<>();
    for (JsonNode event : one.get("events")) {
      first.merge(event.get("id").asText(), event, (a, b) -> ingested(b) < ingested(a) ? b : a);
    }
    return first.values().stream()
        .filter(event -> !event.get("key").isNull())
        .filter(event -> !byIngestion || ingested(event) <= t)
        .toList();
  }

  private static long ingested(JsonNode event) {
    return event.path("ingested").asLong(event.get("ts").asLong());
  }

  /** Yesterday's snapshot and what became of it today. */
  private List<JsonNode> table(long t) {
    LocalDate today = day(t);
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : one.get("snapshot")) {
      if (row.get("ds").asText().equals(today.minusDays(1).toString())) {
        rows.add(row);
      }
    }
    for (JsonNode mutation : one.get("mutations")) {
      long at = mutation.get("mutation_ts").asLong();
      if (day(at).equals(today) && at < t) {
        if (mutation.get("is_before").asBoolean()) {
          JsonNode taken =
              rows.stream().filter(row -> sameRow(row, mutation)).findFirst().orElseThrow();
          rows.remove(taken);
        } else {
          rows.add(mutation);
        }
      }
    }
    return rows;
  }

  private static boolean sameRow(JsonNode row, JsonNode taken) {
    return row.get("key").equals(taken.get("key"))
        && row.get("ts").asLong() == taken.get("ts").asLong()
        && row.get("value").equals(taken.get("value"));
  }

  private static LocalDate day(long t) {
    return Instant.ofEpochMilli(t).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private Object aggregate(List<JsonNode> facts, JsonNode feature, long t) {
    String column = feature.path("column").asText();
    List<JsonNode> said = facts.stream().filter(f -> !f.path(column).isNull()).toList();
    if (said.isEmpty()) {
      return null;
    }
    List<JsonNode> values = said.stream().map(f -> f.get(column)).toList();
    double[] numbers = values.stream().mapToDouble(JsonNode::asDouble).toArray();
    double sum = java.util.Arrays.stream(numbers).sum();
    return switch (feature.get("op").asText()) {
      case "count" -> numbers.length;
      case "sum" -> sum;
      case "avg" -> sum / numbers.length;
      case "min" -> java.util.Arrays.stream(numbers).min().getAsDouble();
      case "max" -> java.util.Arrays.stream(numbers).max().getAsDouble();
      case "last" -> values.get(values.size() - 1);
      case "lastK" ->
          values.subList(Math.max(0, values.size() - feature.get("k").asInt()), values.size());
      case "count_distinct" -> values.stream().map(JsonNode::asText).distinct().count();
      case "decay" -> decayed(said, column, t);
      default -> throw new IllegalArgumentException(feature.toString());
    };
  }

  private double decayed(List<JsonNode> facts, String column, long t) {
    double halfLife = one.get("half_life_ms").asDouble();
    return facts.stream()
        .mapToDouble(
            f -> f.get(column).asDouble() * Math.pow(2, -(t - f.get("ts").asLong()) / halfLife))
        .sum();
  }
}
