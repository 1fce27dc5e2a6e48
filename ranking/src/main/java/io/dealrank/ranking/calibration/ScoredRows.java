package io.dealrank.ranking.calibration;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Score, label and weight of rows in blocks of primitive triples: 24 bytes a row, small enough to
 * keep while Newton's method passes over them. Null is NaN.
 */
final class ScoredRows {
  /** Cells of one row in a block. */
  static final int CELLS = 3;

  static final int SCORE = 0;
  static final int LABEL = 1;
  static final int WEIGHT = 2;
  private static final int ROWS_PER_BLOCK = 8192;

  private ScoredRows() {}

  /** The blocks of rows; the three are DOUBLE expressions. */
  static JavaRDD<double[]> of(Dataset<Row> rows, Column score, Column label, Column weight) {
    return rows.select(score, label, weight).toJavaRDD().mapPartitions(Blocks::new);
  }

  private static final class Blocks implements Iterator<double[]> {
    private final Iterator<Row> rows;

    Blocks(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public double[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      double[] block = new double[CELLS * ROWS_PER_BLOCK];
      int at = 0;
      while (at < block.length && rows.hasNext()) {
        Row row = rows.next();
        for (int cell = 0; cell < CELLS; cell++) {
          block[at++] = row.isNullAt(cell) ? Double.NaN : row.getDouble(cell);
        }
      }
      return at == block.length ? block : Arrays.copyOf(block, at);
    }
  }
}
