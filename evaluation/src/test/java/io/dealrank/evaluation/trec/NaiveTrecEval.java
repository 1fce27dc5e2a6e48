package io.dealrank.evaluation.trec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** trec_eval's rules in the plainest form: maps of strings, one loop per measure. */
final class NaiveTrecEval {
  private final Map<String, Map<String, Integer>> grades = new TreeMap<>();
  private final Map<String, Map<String, Double>> scores = new TreeMap<>();

  NaiveTrecEval(List<String> qrels, List<String> run) {
    for (String row : qrels) {
      String[] cells = row.split("\t");
      grades
          .computeIfAbsent(cells[0], q -> new HashMap<>())
          .put(cells[2], Integer.parseInt(cells[3]));
    }
    for (String row : run) {
      String[] cells = row.split("\t");
      scores
          .computeIfAbsent(cells[0], q -> new HashMap<>())
          .put(cells[2], Double.parseDouble(cells[4]));
    }
  }

  /** Measure to query to value: ndcg, map, bpref, num_ret of the queries that count. */
  Map<String, Map<String, Double>> evaluate(
      boolean complete, boolean condensed, int level, int depth) {
    Map<String, Map<String, Double>> values = new HashMap<>();
    for (String query : grades.keySet()) {
      if (complete || scores.containsKey(query)) {
        Map<String, Integer> judged = grades.get(query);
        List<Integer> ranked = ranked(query, condensed, depth);
        put(values, "ndcg", query, ndcg(judged, ranked));
        put(values, "map", query, averagePrecision(judged, ranked, level));
        put(values, "bpref", query, bpref(judged, ranked, level));
        put(values, "num_ret", query, ranked.size());
      }
    }
    return values;
  }

  private List<Integer> ranked(String query, boolean condensed, int depth) {
    List<Map.Entry<String, Double>> results =
        new ArrayList<>(scores.getOrDefault(query, Map.of()).entrySet());
    results.sort(
        (a, b) ->
            a.getValue().doubleValue() != b.getValue()
                ? Double.compare(b.getValue(), a.getValue())
                : Arrays.compareUnsigned(
                    b.getKey().getBytes(StandardCharsets.UTF_8),
                    a.getKey().getBytes(StandardCharsets.UTF_8)));
    return results.stream()
        .limit(depth)
        .map(e -> grades.get(query).getOrDefault(e.getKey(), -1))
        .filter(grade -> !condensed || grade >= 0)
        .toList();
  }

  private static double ndcg(Map<String, Integer> judged, List<Integer> ranked) {
    List<Integer> ideal = new ArrayList<>(judged.values());
    ideal.sort((a, b) -> b - a);
    double best = dcg(ideal);
    return best == 0 ? 0 : dcg(ranked) / best;
  }

  private static double dcg(List<Integer> ranked) {
    double sum = 0;
    for (int i = 0; i < ranked.size(); i++) {
      sum += Math.max(0, ranked.get(i)) * Math.log(2) / Math.log(i + 2);
    }
    return sum;
  }

  private static double averagePrecision(
      Map<String, Integer> judged, List<Integer> ranked, int level) {
    long relevant = judged.values().stream().filter(g -> g >= level).count();
    double sum = 0;
    for (int i = 0; i < ranked.size(); i++) {
      if (ranked.get(i) >= level) {
        sum += ranked.subList(0, i + 1).stream().filter(g -> g >= level).count() / (i + 1.0);
      }
    }
    return relevant == 0 ? 0 : sum / relevant;
  }

  private static double bpref(Map<String, Integer> judged, List<Integer> ranked, int level) {
    long relevant = judged.values().stream().filter(g -> g >= level).count();
    long others = judged.values().stream().filter(g -> g >= 0 && g < level).count();
    double sum = 0;
    for (int i = 0; i < ranked.size(); i++) {
      if (ranked.get(i) >= level) {
        long above = ranked.subList(0, i).stream().filter(g -> g >= 0 && g < level).count();
        sum += above == 0 ? 1 : 1 - (double) Math.min(above, relevant) / Math.min(others, relevant);
      }
    }
    return relevant == 0 ? 0 : sum / relevant;
  }

  private static void put(
      Map<String, Map<String, Double>> values, String measure, String query, double value) {
    values.computeIfAbsent(measure, m -> new HashMap<>()).put(query, value);
  }
}
