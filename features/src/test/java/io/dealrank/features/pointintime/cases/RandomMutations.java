package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A table drawn at random: its snapshots of two days, and what is done to its rows in the day after
 * each. The second snapshot has nothing to do with what the mutations made of the first.
 */
final class RandomMutations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOUR = 3_600_000;
  private static final long FIRST = Instant.parse("2024-02-29T00:00:00Z").toEpochMilli();

  private final Random random;
  private final List<Map<String, Object>> standing = new ArrayList<>();
  private final List<Map<String, Object>> snapshot = new ArrayList<>();
  private final List<Map<String, Object>> mutations = new ArrayList<>();

  private RandomMutations(long seed) {
    this.random = new Random(seed);
  }

  /** The case of a seed, with the answers of the oracle. */
  static Case draw(long seed) {
    RandomMutations table = new RandomMutations(seed);
    for (String day : List.of("2024-02-28", "2024-02-29")) {
      table.write(day);
      table.change(Instant.parse(day + "T00:00:00Z").toEpochMilli() + 24 * HOUR);
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", "mutations of seed " + seed);
    one.put("kind", "mutation");
    one.put("snapshot", table.snapshot);
    one.put("mutations", table.mutations);
    one.put("queries", table.queries());
    one.put("features", table.features());
    return CaseOracle.answered(JSON.valueToTree(one));
  }

  private void write(String day) {
    standing.clear();
    int size = random.nextInt(10);
    for (int i = 0; i < size; i++) {
      standing.add(row(FIRST - HOUR * random.nextInt(60)));
    }
    for (Map<String, Object> row : standing) {
      Map<String, Object> written = new LinkedHashMap<>(row);
      written.put("ds", day);
      snapshot.add(written);
    }
  }

  private void change(long midnight) {
    for (long at = midnight; at < midnight + 24 * HOUR; at += HOUR * random.nextInt(8)) {
      if (!standing.isEmpty() && random.nextInt(3) > 0) {
        mutate(standing.remove(random.nextInt(standing.size())), at, true);
      }
      if (random.nextInt(3) > 0) {
        Map<String, Object> added = row(at - HOUR * (random.nextInt(30) - 2));
        standing.add(added);
        mutate(added, at, false);
      }
    }
  }

  private void mutate(Map<String, Object> row, long at, boolean isBefore) {
    Map<String, Object> mutation = new LinkedHashMap<>(row);
    mutation.put("mutation_ts", at);
    mutation.put("is_before", isBefore);
    mutations.add(mutation);
  }

  private Map<String, Object> row(long at) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("key", "k" + random.nextInt(2));
    row.put("ts", at);
    row.put("value", random.nextInt(6) == 0 ? null : (Object) random.nextInt(5));
    return row;
  }

  private List<Object> queries() {
    List<Object> queries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long ts = FIRST + HOUR * random.nextInt(50);
      queries.add(Map.of("qid", i, "key", "k" + random.nextInt(2), "ts", ts));
    }
    return queries;
  }

  private List<Object> features() {
    List<Object> features = new ArrayList<>();
    for (String op : List.of("count", "sum", "avg", "min", "max", "count_distinct")) {
      String window = List.of("6h", "2d", "lifetime").get(random.nextInt(3));
      features.add(Map.of("name", op, "op", op, "column", "value", "window", window));
    }
    return features;
  }
}
