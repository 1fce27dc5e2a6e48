package io.dealrank.features.mart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a mart in, histograms of its columns out: one per day, column and bucket, or several that
 * belong together where the rows are many. Memory is bounded by the number of bins.
 */
final class HistogramIterator implements Iterator<Row> {
  /** {@code stored}: of a profile made earlier, known by its deciles only. */
  static final StructType SCHEMA =
      StructType.fromDDL("column STRING, day INT, bucket STRING, stored BOOLEAN")
          .add("histogram", ValueHistogram.SCHEMA);

  private static final int MOST_BINS = 500_000;

  private final Iterator<Row> rows;
  private final List<ProfiledColumn> columns;
  private Iterator<Row> histograms = List.<Row>of().iterator();

  /**
   * Counts the values of columns.
   *
   * @param rows day (INT), then the columns as {@link ProfiledColumn#values}
   */
  HistogramIterator(Iterator<Row> rows, List<ProfiledColumn> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public boolean hasNext() {
    while (!histograms.hasNext() && rows.hasNext()) {
      histograms = read();
    }
    return histograms.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return histograms.next();
  }

  private Iterator<Row> read() {
    Map<Integer, Day> days = new HashMap<>();
    int bins = 0;
    while (rows.hasNext() && bins < MOST_BINS) {
      Row row = rows.next();
      bins += days.computeIfAbsent(row.getInt(0), day -> new Day(columns)).add(row);
    }
    return days.entrySet().stream().flatMap(day -> day.getValue().rows(day.getKey())).iterator();
  }

  /** The histograms of one day: for each column by bucket, null for the column as a whole. */
  private static final class Day {
    private final List<ProfiledColumn> columns;
    private final List<Map<String, ValueHistogram>> histograms = new ArrayList<>();

    Day(List<ProfiledColumn> columns) {
      this.columns = columns;
      columns.forEach(column -> histograms.add(new HashMap<>()));
    }

    /** Adds an entity; returns how many bins that has made. */
    int add(Row row) {
      int made = 0;
      for (int i = 0; i < columns.size(); i++) {
        boolean present = !row.isNullAt(i + 1);
        if (!columns.get(i).byBucket()) {
          made += add(i, null, present ? row.getDouble(i + 1) : null);
          continue;
        }
        Map<String, Double> entries = present ? row.getJavaMap(i + 1) : Map.of();
        made += add(i, null, entries.isEmpty() ? null : Double.NaN);
        for (Map.Entry<String, Double> entry : entries.entrySet()) {
          made += add(i, entry.getKey(), entry.getValue());
        }
      }
      return made;
    }

    private int add(int column, String bucket, Double value) {
      ValueHistogram histogram =
          histograms.get(column).computeIfAbsent(bucket, b -> new ValueHistogram());
      int before = histogram.size();
      histogram.add(value);
      return histogram.size() - before;
    }

    Stream<Row> rows(int day) {
      return IntStream.range(0, columns.size())
          .boxed()
          .flatMap(i -> histograms.get(i).entrySet().stream().map(h -> row(i, day, h)));
    }

    private Row row(int column, int day, Map.Entry<String, ValueHistogram> histogram) {
      String name = columns.get(column).name();
      return RowFactory.create(name, day, histogram.getKey(), false, histogram.getValue().row());
    }
  }
}
