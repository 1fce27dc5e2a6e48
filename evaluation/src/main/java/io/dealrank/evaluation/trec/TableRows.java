package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.rows.RowsOfQuery;
import io.dealrank.evaluation.rows.Texts;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** The rows of one query of {@link JudgedTable#rows} in columns. */
final class TableRows extends RowsOfQuery {
  private static final int FEW = 64;

  private final boolean tiesByFirstRun;
  private int size;
  private int judgments;
  private int[] grades = new int[FEW];
  private int[] judged = new int[FEW];
  private final double[][] scores;
  private final Texts listings = new Texts();
  private int[] hashes = new int[FEW];
  private final DocumentIndex index = new DocumentIndex();
  private int[] order = new int[FEW];
  private int[] scratch = new int[FEW];

  /**
   * No rows.
   *
   * @param tiesByFirstRun whether equal scores stay in the order of the first run, the position
   */
  TableRows(int runs, boolean tiesByFirstRun) {
    this.tiesByFirstRun = tiesByFirstRun;
    this.scores = new double[runs][FEW];
  }

  @Override
  protected void clear() {
    size = 0;
    judgments = 0;
    listings.clear();
  }

  @Override
  protected void add(InternalRow row) {
    if (size == grades.length) {
      grow();
    }
    boolean isJudged = !row.isNullAt(JudgedTable.Cell.GRADE);
    grades[size] = isJudged ? row.getInt(JudgedTable.Cell.GRADE) : RankedQuery.NOT_JUDGED;
    if (isJudged) {
      judged[judgments++] = grades[size];
    }
    for (int run = 0; run < scores.length; run++) {
      int cell = JudgedTable.Cell.FIRST_RUN + run;
      scores[run][size] = row.isNullAt(cell) ? Double.NaN : row.getDouble(cell);
    }
    UTF8String listing = row.getUTF8String(JudgedTable.Cell.LISTING);
    listings.add(listing);
    hashes[size] = listing.hashCode();
    size++;
  }

  /** The first listing by text that is there twice; null if there is none. */
  String duplicate() {
    int first = -1;
    index.clear(size);
    for (int i = 0; i < size; i++) {
      if (isIndexed(i)) {
        first = first < 0 || listings.compare(i, first) < 0 ? i : first;
      } else {
        index.put(i, hashes[i]);
      }
    }
    return first < 0 ? null : listings.get(first).toString();
  }

  /** The grades of all judgments. */
  int[] judged() {
    return Arrays.copyOf(judged, judgments);
  }

  /**
   * Brings what a run returned into trec_eval's order, for {@link #grades} and {@link #scores}.
   *
   * @return how many listings it returned
   */
  int rank(int run) {
    double[] score = scores[run];
    int returned = 0;
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(score[i])) {
        order[returned++] = i;
      }
    }
    RankOrder ranking =
        (a, b) -> score[a] != score[b] ? score[a] > score[b] ? -1 : 1 : compareTied(a, b);
    ranking.sort(order, scratch, returned);
    return returned;
  }

  /** The grades of the first of what was ranked last. */
  int[] grades(int counted) {
    int[] ranked = new int[counted];
    for (int i = 0; i < counted; i++) {
      ranked[i] = grades[order[i]];
    }
    return ranked;
  }

  /** The scores by a run of the first of what was ranked last. */
  double[] scores(int run, int counted) {
    double[] ranked = new double[counted];
    for (int i = 0; i < counted; i++) {
      ranked[i] = scores[run][order[i]];
    }
    return ranked;
  }

  private boolean isIndexed(int row) {
    int slot = index.first(hashes[row]);
    for (int other; (other = index.row(slot)) >= 0; slot = index.next(slot)) {
      if (hashes[other] == hashes[row] && listings.compare(other, row) == 0) {
        return true;
      }
    }
    return false;
  }

  /** By position, null last, where ties are broken so; then by listing, descending. */
  private int compareTied(int a, int b) {
    int byPosition = tiesByFirstRun ? Double.compare(-scores[0][a], -scores[0][b]) : 0;
    return byPosition != 0 ? byPosition : listings.compare(b, a);
  }

  private void grow() {
    int longer = Texts.longer(size);
    grades = Arrays.copyOf(grades, longer);
    judged = Arrays.copyOf(judged, longer);
    hashes = Arrays.copyOf(hashes, longer);
    order = Arrays.copyOf(order, longer);
    scratch = Arrays.copyOf(scratch, longer);
    for (int run = 0; run < scores.length; run++) {
      scores[run] = Arrays.copyOf(scores[run], longer);
    }
  }
}
