package io.dealrank.ranking.glmix;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * All rows of a fit in one block: {@link HomeBlock}, and the groups of every random effect beside
 * it instead of in partitions of their own.
 */
final class OneBlock {
  final HomeBlock home;

  /** By coordinate; null for fixed effects and where values are refused. */
  final EntityBlock[] groups;

  /** By coordinate; set once, after the rows. */
  final EntityPriors[] priors;

  /** By coordinate: where the row of each home row lies among the groups, -1: nowhere. */
  private final int[][] places;

  private OneBlock(HomeBlock home, EntityBlock[] groups, int[][] places) {
    this.home = home;
    this.groups = groups;
    this.places = places;
    this.priors = new EntityPriors[groups.length];
  }

  /**
   * The block of the rows, which lie in the order of the entities at home.
   *
   * @param own the random effect by whose entity the rows are in order
   */
  static OneBlock of(RowLayout layout, Iterator<Row> rows, int own) {
    ParsedRows parsed = ParsedRows.of(layout, rows);
    HomeBlock home = HomeBlock.of(parsed, own);
    int parts = layout.parts.length;
    OneBlock block = new OneBlock(home, new EntityBlock[parts], new int[parts][]);
    for (int k = 0; k < parts && home.isSound(); k++) {
      if (k == own) {
        block.groups[k] = home.own;
        block.places[k] = new int[home.rows()];
        Arrays.setAll(block.places[k], i -> i);
      } else if (!layout.parts[k].fixed) {
        block.addGroups(k, layout.parts[k], parsed);
      }
    }
    return block;
  }

  private void addGroups(int k, RowLayout.Part part, ParsedRows parsed) {
    AwayBlock away =
        AwayBlock.of(part, Chunk.of(0, parsed, k).stream().map(chunk -> chunk._2()).iterator());
    groups[k] = away.groups;
    places[k] = new int[home.rows()];
    Arrays.fill(places[k], -1);
    int[] route = home.routes[k][0];
    for (int i = 0; i < route.length; i++) {
      places[k][route[i]] = away.places[0][i];
    }
  }

  /** Numbers of the rows at home, in the order of a random effect's groups. */
  double[] atEntities(int k, double[] atHome) {
    double[] there = new double[groups[k].rows()];
    for (int i = 0; i < atHome.length; i++) {
      if (places[k][i] >= 0) {
        there[places[k][i]] = atHome[i];
      }
    }
    return there;
  }

  /** The way back; rows without an entity get 0. */
  double[] atHome(int k, double[] there) {
    double[] atHome = new double[home.rows()];
    for (int i = 0; i < atHome.length; i++) {
      atHome[i] = places[k][i] < 0 ? 0 : there[places[k][i]];
    }
    return atHome;
  }
}
