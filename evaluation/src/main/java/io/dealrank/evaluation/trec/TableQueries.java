package io.dealrank.evaluation.trec;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Evaluates the queries of a partition one after the other, holding one in memory. The rows are
 * sorted by query, ascending, and listing, descending: a listing that is there twice follows
 * itself, and ties are in trec_eval's order.
 *
 * <p>Rows out: {@link TableEvaluation.Cell}. A query that neither is judged nor returned by a run
 * has no row for that run.
 */
final class TableQueries implements Iterator<Row> {
  private static final int QUERY = 0;
  private static final int LISTING = 1;
  private static final int GRADE = 2;
  private static final int POSITION = 3;
  private static final int FIRST_RUN = 4;

  private final Iterator<Row> rows;
  private final TrecEvaluation evaluation;
  private final int runs;
  private final int highestGrade;
  private final Queue<Row> ready = new ArrayDeque<>();

  private Row next;
  private int size;
  private int judgments;
  private int[] grades = new int[64];
  private int[] judged = new int[64];
  private int[] positions = new int[64];
  private double[][] scores;
  private int[] order = new int[64];
  private int[] scratch = new int[64];

  TableQueries(Iterator<Row> rows, TrecEvaluation evaluation, int runs, int highestGrade) {
    this.rows = rows;
    this.evaluation = evaluation;
    this.runs = runs;
    this.highestGrade = highestGrade;
    this.scores = new double[runs][64];
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next != null) {
      query();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    return hasNext() ? ready.remove() : rows.next();
  }

  /** Reads the rows of the next query and evaluates every run. */
  private void query() {
    String query = next.getString(QUERY);
    String last = null;
    String duplicate = null;
    size = 0;
    judgments = 0;
    do {
      String listing = next.getString(LISTING);
      duplicate = listing.equals(last) ? listing : duplicate;
      last = listing;
      add(next);
      next = rows.hasNext() ? rows.next() : null;
    } while (next != null && next.getString(QUERY).equals(query));
    if (duplicate != null) {
      ready.add(row(query, -1, false, 0, null, duplicate));
      return;
    }
    for (int run = 0; run < runs; run++) {
      evaluate(query, run);
    }
  }

  private void add(Row row) {
    if (size == grades.length) {
      grow();
    }
    boolean isJudged = !row.isNullAt(GRADE);
    grades[size] = isJudged ? row.getInt(GRADE) : RankedQuery.NOT_JUDGED;
    if (isJudged) {
      judged[judgments++] = grades[size];
    }
    positions[size] = row.isNullAt(POSITION) ? Integer.MAX_VALUE : row.getInt(POSITION);
    for (int run = 0; run < runs; run++) {
      int column = FIRST_RUN + run;
      scores[run][size] = row.isNullAt(column) ? Double.NaN : row.getDouble(column);
    }
    size++;
  }

  private void evaluate(String query, int run) {
    double[] score = scores[run];
    int returned = 0;
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(score[i])) {
        order[returned++] = i;
      }
    }
    TrecConventions conventions = evaluation.conventions();
    if (judgments == 0 || returned == 0 && !conventions.complete()) {
      if (judgments + returned > 0) {
        ready.add(row(query, run, judgments > 0, returned, null, null));
      }
      return;
    }
    boolean byPosition = conventions.ties() == Ties.RANK;
    RankOrder ranking =
        (a, b) ->
            score[a] != score[b]
                ? score[a] > score[b] ? -1 : 1
                : byPosition ? Integer.compare(positions[a], positions[b]) : 0;
    ranking.sort(order, scratch, returned);
    int counted = Math.min(returned, conventions.depth());
    int[] rankedGrades = new int[counted];
    double[] rankedScores = new double[counted];
    for (int i = 0; i < counted; i++) {
      rankedGrades[i] = grades[order[i]];
      rankedScores[i] = score[order[i]];
    }
    RankedQuery ranked =
        RankedQuery.of(
            Arrays.copyOf(judged, judgments),
            rankedGrades,
            rankedScores,
            highestGrade,
            conventions);
    ready.add(row(query, run, true, returned, ranked, null));
  }

  private Row row(
      String query,
      int run,
      boolean isJudged,
      int returned,
      RankedQuery evaluated,
      String duplicate) {
    int measures = evaluation.measures().size();
    Object[] cells = new Object[TableEvaluation.Cell.FIRST_MEASURE + measures];
    cells[TableEvaluation.Cell.QUERY] = query;
    cells[TableEvaluation.Cell.RUN] = run;
    cells[TableEvaluation.Cell.JUDGED] = isJudged;
    cells[TableEvaluation.Cell.RETURNED] = returned;
    cells[TableEvaluation.Cell.DUPLICATE] = duplicate;
    if (evaluated != null) {
      cells[TableEvaluation.Cell.RELEVANT] = evaluated.relevant();
      for (int m = 0; m < measures; m++) {
        cells[TableEvaluation.Cell.FIRST_MEASURE + m] = evaluation.value(m, evaluated);
      }
    }
    return RowFactory.create(cells);
  }

  private void grow() {
    int longer = 2 * size;
    grades = Arrays.copyOf(grades, longer);
    judged = Arrays.copyOf(judged, longer);
    positions = Arrays.copyOf(positions, longer);
    order = Arrays.copyOf(order, longer);
    scratch = Arrays.copyOf(scratch, longer);
    for (int run = 0; run < runs; run++) {
      scores[run] = Arrays.copyOf(scores[run], longer);
    }
  }
}
