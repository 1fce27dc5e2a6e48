package io.dealrank.evaluation.trec;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Evaluates the queries of a partition one after the other.
 *
 * <p>Rows out: {@link TableEvaluation.Cell}. A query that neither is judged nor returned by a run
 * has no row for that run.
 */
final class TableQueries implements Iterator<Row> {
  private final Iterator<TableRows> queries;
  private final TrecEvaluation evaluation;
  private final int runs;
  private final int highestGrade;
  private final Queue<Row> ready = new ArrayDeque<>();

  TableQueries(Iterator<TableRows> queries, TrecEvaluation evaluation, int runs, int highestGrade) {
    this.queries = queries;
    this.evaluation = evaluation;
    this.runs = runs;
    this.highestGrade = highestGrade;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && queries.hasNext()) {
      evaluate(queries.next());
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void evaluate(TableRows rows) {
    String query = rows.query().toString();
    String duplicate = rows.duplicate();
    if (duplicate != null) {
      ready.add(row(query, -1, false, 0, null, duplicate));
      return;
    }
    int[] judged = rows.judged();
    for (int run = 0; run < runs; run++) {
      evaluate(query, rows, judged, run);
    }
  }

  private void evaluate(String query, TableRows rows, int[] judged, int run) {
    TrecConventions conventions = evaluation.conventions();
    int returned = rows.rank(run);
    if (judged.length == 0 || returned == 0 && !conventions.complete()) {
      if (judged.length + returned > 0) {
        ready.add(row(query, run, judged.length > 0, returned, null, null));
      }
      return;
    }
    int counted = Math.min(returned, conventions.depth());
    RankedQuery ranked =
        RankedQuery.of(
            judged, rows.grades(counted), rows.scores(run, counted), highestGrade, conventions);
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
}
