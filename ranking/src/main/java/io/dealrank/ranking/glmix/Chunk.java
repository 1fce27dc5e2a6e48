package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/** The rows that one home partition sends to one partition of a random effect, once. */
final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  final int home;
  final String[] dictionary;
  final int[] entities;
  final boolean[] candidates;
  final long[] hashes;
  final double[] labels;
  final double[] weights;
  final int[] starts;
  final int[] columns;
  final double[] values;

  private Chunk(int home, ParsedRows rows, int coordinate, int[] route) {
    this.home = home;
    Map<String, Integer> numbers = new HashMap<>();
    EntryBuffer entries = new EntryBuffer();
    entities = new int[route.length];
    candidates = new boolean[route.length];
    hashes = new long[route.length];
    labels = new double[route.length];
    weights = new double[route.length];
    for (int i = 0; i < route.length; i++) {
      int row = route[i];
      String entity = rows.entities[coordinate][row];
      Integer number = numbers.get(entity);
      if (number == null) {
        number = numbers.size();
        numbers.put(entity, number);
      }
      entities[i] = number;
      candidates[i] = rows.candidates[coordinate][row];
      hashes[i] = rows.hashes[row];
      labels[i] = rows.labels[row];
      weights[i] = rows.weights[row];
      entries.add(rows.features[coordinate], row);
    }
    dictionary = new String[numbers.size()];
    numbers.forEach((entity, number) -> dictionary[number] = entity);
    starts = entries.starts();
    columns = entries.columns();
    values = entries.values();
  }

  /** The chunks of a home partition by target, empty ones left out. */
  static List<Tuple2<Integer, Chunk>> of(int home, ParsedRows rows, int coordinate) {
    int[][] routes = HomeBlock.routes(rows, coordinate);
    List<Tuple2<Integer, Chunk>> chunks = new ArrayList<>();
    for (int q = 0; q < routes.length; q++) {
      if (routes[q].length > 0) {
        chunks.add(new Tuple2<>(q, new Chunk(home, rows, coordinate, routes[q])));
      }
    }
    return chunks;
  }
}
