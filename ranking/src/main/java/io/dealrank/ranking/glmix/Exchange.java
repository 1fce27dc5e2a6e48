package io.dealrank.ranking.glmix;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Moves numbers per row between the home partitions and those of a random effect: what one
 * partition sends to another are bare arrays, since both know which rows they are of and in which
 * order.
 */
final class Exchange {
  private Exchange() {}

  /** Numbers on their way: one array per quantity, aligned with the rows of the route. */
  private static final class Piece implements Serializable {
    private static final long serialVersionUID = 1L;

    final int from;
    final double[][] values;

    Piece(int from, double[][] values) {
      this.from = from;
      this.values = values;
    }
  }

  /**
   * From home to the random effect.
   *
   * @param values per home partition, one array of its rows per quantity
   * @return per partition of the random effect, the same quantities of its rows
   */
  static JavaRDD<double[][]> away(
      JavaRDD<HomeBlock> home,
      JavaRDD<double[][]> values,
      JavaRDD<AwayBlock> away,
      int coordinate,
      int partitions,
      int quantities) {
    return home.zipPartitions(values, (h, v) -> out(h.next(), v.next(), coordinate))
        .mapPartitionsWithIndex(Exchange::stamp, true)
        .mapToPair(piece -> piece)
        .partitionBy(new HashPartitioner(partitions))
        .values()
        .zipPartitions(
            away,
            (pieces, blocks) -> {
              AwayBlock block = blocks.next();
              double[][] rows = new double[quantities][block.groups.rows()];
              while (pieces.hasNext()) {
                Piece piece = pieces.next();
                int sender = Arrays.binarySearch(block.homes, piece.from);
                scatter(piece.values, block.places[sender], rows);
              }
              return Collections.singleton(rows).iterator();
            });
  }

  /** From the random effect to home; rows without an entity get 0. */
  static JavaRDD<double[][]> home(
      JavaRDD<HomeBlock> home,
      JavaRDD<double[][]> values,
      JavaRDD<AwayBlock> away,
      int coordinate,
      int partitions,
      int quantities) {
    return away.zipPartitions(
            values,
            (blocks, arrays) -> {
              AwayBlock block = blocks.next();
              double[][] rows = arrays.next();
              List<Tuple2<Integer, Piece>> pieces = new ArrayList<>();
              for (int h = 0; h < block.homes.length; h++) {
                pieces.add(
                    new Tuple2<>(block.homes[h], new Piece(-1, gather(rows, block.places[h]))));
              }
              return pieces.iterator();
            })
        .mapPartitionsWithIndex(Exchange::stamp, true)
        .mapToPair(piece -> piece)
        .partitionBy(new HashPartitioner(partitions))
        .values()
        .zipPartitions(
            home,
            (pieces, blocks) -> {
              HomeBlock block = blocks.next();
              double[][] rows = new double[quantities][block.rows()];
              while (pieces.hasNext()) {
                Piece piece = pieces.next();
                scatter(piece.values, block.routes[coordinate][piece.from], rows);
              }
              return Collections.singleton(rows).iterator();
            });
  }

  private static Iterator<Tuple2<Integer, Piece>> out(
      HomeBlock block, double[][] rows, int coordinate) {
    List<Tuple2<Integer, Piece>> pieces = new ArrayList<>();
    int[][] routes = block.routes[coordinate];
    for (int q = 0; q < routes.length; q++) {
      if (routes[q].length > 0) {
        pieces.add(new Tuple2<>(q, new Piece(-1, gather(rows, routes[q]))));
      }
    }
    return pieces.iterator();
  }

  private static Iterator<Tuple2<Integer, Piece>> stamp(
      int partition, Iterator<Tuple2<Integer, Piece>> pieces) {
    List<Tuple2<Integer, Piece>> stamped = new ArrayList<>();
    pieces.forEachRemaining(
        piece -> stamped.add(new Tuple2<>(piece._1(), new Piece(partition, piece._2().values))));
    return stamped.iterator();
  }

  private static double[][] gather(double[][] rows, int[] places) {
    double[][] gathered = new double[rows.length][places.length];
    for (int m = 0; m < rows.length; m++) {
      for (int i = 0; i < places.length; i++) {
        gathered[m][i] = rows[m][places[i]];
      }
    }
    return gathered;
  }

  private static void scatter(double[][] values, int[] places, double[][] rows) {
    for (int m = 0; m < rows.length; m++) {
      for (int i = 0; i < places.length; i++) {
        rows[m][places[i]] = values[m][i];
      }
    }
  }
}
