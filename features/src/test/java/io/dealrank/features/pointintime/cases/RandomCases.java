package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Cases drawn at random, so that what is rare is common: equal times, facts on a window's edge, at
 * a query's instant or a millisecond beside it, null keys, buckets and values, doubled events, late
 * ones. Times lie around leap days, ends of years and 1970.
 */
final class RandomCases {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Instant> STARTS =
      List.of(
          Instant.parse("2024-02-28T00:00:00Z"),
          Instant.parse("2023-12-31T00:00:00Z"),
          Instant.parse("1969-12-30T00:00:00Z"),
          Instant.parse("2024-03-30T00:00:00Z"));
  private static final List<String> WINDOWS = List.of("5m", "6h", "1d", "2d", "lifetime");
  private static final List<String> NUMBER_OPS =
      List.of("count", "sum", "avg", "min", "max", "last", "lastK", "count_distinct");
  private static final List<String> TEXT_OPS = List.of("count", "last", "lastK", "count_distinct");
  private static final List<String> KINDS =
      List.of("counter", "counter", "knowledge", "snapshot", "delay", "asof", "decay");

  private final Random random;
  private final long start;
  private final boolean text;

  private RandomCases(long seed) {
    this.random = new Random(seed);
    this.start = pick(STARTS).toEpochMilli();
    this.text = random.nextInt(4) == 0;
  }

  /** The case of a seed, with the answers of the oracle. */
  static Case draw(long seed) {
    return CaseOracle.answered(JSON.valueToTree(new RandomCases(seed).json("seed " + seed)));
  }

  private Map<String, Object> json(String id) {
    String kind = pick(KINDS);
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", id);
    one.put("kind", kind.equals("knowledge") ? "counter" : kind);
    if (kind.equals("knowledge")) {
      one.put("knowledge", "ingestion_time");
    }
    one.put("delay_ms", kind.equals("delay") ? 21_600_000 : 0);
    one.put("publish_lag_ms", kind.equals("snapshot") && random.nextBoolean() ? 10_800_000 : 0);
    one.put("half_life_ms", 3_600_000 * (1 + random.nextInt(40)));
    boolean decay = kind.equals("decay");
    one.put("events", events(text && !decay));
    one.put("queries", queries());
    one.put("features", decay ? decays() : features());
    return one;
  }

  private List<Object> events(boolean texts) {
    List<Object> events = new ArrayList<>();
    int size = 4 + random.nextInt(30);
    for (int i = 0; i < size; i++) {
      Map<String, Object> event = new LinkedHashMap<>();
      long at = instant();
      // Every tenth event comes again, later or earlier than the first and with another value.
      boolean again = i > 0 && random.nextInt(10) == 0;
      event.put("id", "e" + (again ? i - 1 : i));
      event.put("key", key());
      event.put("ts", at);
      event.put("channel", random.nextInt(5) == 0 ? null : pick(List.of("chat", "phone")));
      event.put("category", random.nextInt(5) == 0 ? null : pick(List.of("a", "b", "c")));
      event.put("value", random.nextInt(6) == 0 ? null : texts ? word() : (Object) number());
      if (again || random.nextInt(3) == 0) {
        // No two deliveries of an event come at once.
        event.put("ingested", at + 1_800_000L * random.nextInt(60) + 5L * i);
      } else if (random.nextBoolean()) {
        event.put("ingested", at);
      }
      events.add(event);
    }
    return events;
  }

  private List<Object> queries() {
    List<Object> queries = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Map<String, Object> query = new LinkedHashMap<>();
      query.put("qid", i);
      query.put("key", random.nextInt(8) == 0 ? "nobody" : key());
      query.put("ts", instant());
      queries.add(query);
    }
    return queries;
  }

  private List<Object> features() {
    List<Object> features = new ArrayList<>();
    for (String op : text ? TEXT_OPS : NUMBER_OPS) {
      Map<String, Object> feature = feature(op, pick(WINDOWS));
      if (op.equals("lastK")) {
        feature.put("k", 1 + random.nextInt(3));
      }
      features.add(feature);
    }
    Map<String, Object> again = feature("count_distinct", pick(WINDOWS));
    again.put("name", "count_distinct again");
    features.add(again);
    Map<String, Object> channels = feature("count_distinct", pick(WINDOWS));
    channels.put("name", "channels");
    channels.put("column", "channel");
    features.add(channels);
    return features;
  }

  private List<Object> decays() {
    Map<String, Object> total = feature("decay", "lifetime");
    total.put("bucket", null);
    Map<String, Object> byChannel = feature("decay", "lifetime");
    byChannel.put("name", "by channel");
    byChannel.put("bucket", "channel");
    return List.of(total, byChannel);
  }

  private Map<String, Object> feature(String op, String window) {
    Map<String, Object> feature = new LinkedHashMap<>();
    feature.put("name", op + "_" + window);
    feature.put("op", op);
    feature.put("column", "value");
    feature.put("window", window);
    int bucket = random.nextInt(3);
    feature.put("bucket", bucket == 0 ? null : bucket == 1 ? "channel" : "category");
    return feature;
  }

  /** On a grid of six hours or of 2.5 minutes around one midnight, or a millisecond beside it. */
  private long instant() {
    long grid =
        random.nextBoolean()
            ? 21_600_000L * random.nextInt(14)
            : 86_400_000 + 150_000L * (random.nextInt(8) - 4);
    return start + grid + (random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0);
  }

  private String key() {
    return random.nextInt(9) == 0 ? null : pick(List.of("k1", "k1", "k2"));
  }

  private double number() {
    return (random.nextInt(41) - 20) / 4.0;
  }

  private String word() {
    return pick(List.of("x", "y", "ä", ""));
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** The cases of consecutive seeds, every fourth a table that is changed. */
  static List<Case> draw(long seed, int cases) {
    List<Case> all = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      all.add(i % 4 == 3 ? RandomMutations.draw(seed + i) : draw(seed + i));
    }
    return all;
  }
}
