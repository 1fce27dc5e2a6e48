package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Groups of a random effect away from home, and where the rows of each home partition went. */
final class AwayBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  final EntityBlock groups;

  /** Home partitions that sent rows. */
  final int[] homes;

  /** By home partition as in {@link #homes}: rows of the block, in the order they were sent. */
  final int[][] places;

  private AwayBlock(EntityBlock groups, int[] homes, int[][] places) {
    this.groups = groups;
    this.homes = homes;
    this.places = places;
  }

  /** Puts chunks together; the order in which they arrive does not matter. */
  static AwayBlock of(RowLayout.Part part, Iterator<Chunk> arriving) {
    List<Chunk> chunks = new ArrayList<>();
    arriving.forEachRemaining(chunks::add);
    chunks.sort(Comparator.comparingInt(chunk -> chunk.home));
    int count = chunks.stream().mapToInt(chunk -> chunk.labels.length).sum();
    String[] entities = new String[count];
    boolean[] candidates = new boolean[count];
    long[] hashes = new long[count];
    double[] labels = new double[count];
    double[] weights = new double[count];
    EntryBuffer entries = new EntryBuffer();
    int at = 0;
    for (Chunk chunk : chunks) {
      int rows = chunk.labels.length;
      for (int i = 0; i < rows; i++) {
        entities[at + i] = chunk.dictionary[chunk.entities[i]];
      }
      System.arraycopy(chunk.candidates, 0, candidates, at, rows);
      System.arraycopy(chunk.hashes, 0, hashes, at, rows);
      System.arraycopy(chunk.labels, 0, labels, at, rows);
      System.arraycopy(chunk.weights, 0, weights, at, rows);
      entries.add(chunk.starts, chunk.columns, chunk.values);
      at += rows;
    }
    int[] order = order(entities, candidates, hashes);
    EntityBlock groups =
        EntityBlock.of(
            part,
            permuted(entities, order),
            permuted(candidates, order),
            entries,
            order,
            permuted(labels, order),
            permuted(weights, order));
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[order[i]] = i;
    }
    int[] homes = new int[chunks.size()];
    int[][] byHome = new int[chunks.size()][];
    int start = 0;
    for (int c = 0; c < homes.length; c++) {
      homes[c] = chunks.get(c).home;
      byHome[c] = Arrays.copyOfRange(places, start, start + chunks.get(c).labels.length);
      start += byHome[c].length;
    }
    return new AwayBlock(groups, homes, byHome);
  }

  private static int[] order(String[] entities, boolean[] candidates, long[] hashes) {
    Integer[] order = new Integer[entities.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> {
          int byEntity = entities[a].compareTo(entities[b]);
          if (byEntity != 0) {
            return byEntity;
          }
          int byCandidate = Boolean.compare(candidates[b], candidates[a]);
          return byCandidate != 0 ? byCandidate : Long.compare(hashes[a], hashes[b]);
        });
    return Arrays.stream(order).mapToInt(i -> i).toArray();
  }

  private static String[] permuted(String[] cells, int[] order) {
    return Arrays.stream(order).mapToObj(i -> cells[i]).toArray(String[]::new);
  }

  private static double[] permuted(double[] cells, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> cells[i]).toArray();
  }

  private static boolean[] permuted(boolean[] cells, int[] order) {
    boolean[] permuted = new boolean[cells.length];
    for (int i = 0; i < order.length; i++) {
      permuted[i] = cells[order[i]];
    }
    return permuted;
  }
}
