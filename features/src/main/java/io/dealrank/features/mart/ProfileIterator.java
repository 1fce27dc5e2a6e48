package io.dealrank.features.mart;

import io.dealrank.features.mart.Distribution.Deciles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Histograms in, rows of the profile out. The histograms come sorted by column, day and bucket, the
 * column as a whole before its buckets; histograms of the same are parts and are merged.
 */
final class ProfileIterator implements Iterator<Row> {
  private static final Comparator<Bucket> LARGEST_FIRST =
      Comparator.comparingLong((Bucket b) -> -b.histogram.present()).thenComparing(Bucket::name);

  private final Iterator<Row> rows;
  private final Map<String, ProfiledColumn> columns;
  private Row pending;
  private Iterator<Row> profile = List.<Row>of().iterator();
  private Day last = new Day("", 0, new HashMap<>());

  /**
   * Profiles rows of {@link HistogramIterator#SCHEMA}.
   *
   * @param columns the columns they are of
   */
  ProfileIterator(Iterator<Row> rows, List<ProfiledColumn> columns) {
    this.rows = rows;
    this.columns =
        columns.stream().collect(Collectors.toMap(ProfiledColumn::name, Function.identity()));
    this.pending = rows.hasNext() ? rows.next() : null;
  }

  /** A bucket of the day that is read; the name is null for the column as a whole. */
  private record Bucket(String name, ValueHistogram histogram) {}

  /** What is kept of a day of a column for the day after. */
  private record Day(String column, int day, Map<String, Deciles> deciles) {
    /** The deciles on the day before the given one; null: not known. */
    Deciles before(Day next, String bucket) {
      boolean adjacent = column.equals(next.column) && day + 1 == next.day;
      return adjacent ? deciles.get(bucket) : null;
    }
  }

  @Override
  public boolean hasNext() {
    while (!profile.hasNext() && pending != null) {
      profile = readDay().iterator();
    }
    return profile.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return profile.next();
  }

  /** The profile of the next day of a column; nothing for a stored day. */
  private List<Row> readDay() {
    String column = pending.getString(0);
    int day = pending.getInt(1);
    boolean stored = pending.getBoolean(3);
    List<Bucket> buckets = new ArrayList<>();
    TreeSet<Bucket> largest = new TreeSet<>(LARGEST_FIRST);
    long leftOut = 0;
    while (isOf(column, day)) {
      Bucket bucket = readBucket();
      if (bucket.name == null) {
        buckets.add(bucket);
        continue;
      }
      largest.add(bucket);
      if (largest.size() > MartProfile.BUCKETS) {
        largest.pollLast();
        leftOut++;
      }
    }
    buckets.addAll(largest);
    Day current = new Day(column, day, new HashMap<>());
    List<Row> profiled = new ArrayList<>();
    for (Bucket bucket : buckets) {
      Distribution values = bucket.histogram.distribution();
      current.deciles.put(bucket.name, values.deciles());
      if (!stored) {
        long entities = buckets.get(0).histogram.entities();
        Double stability = PopulationStability.index(last.before(current, bucket.name), values);
        profiled.add(row(columns.get(column), day, bucket, entities, values, stability, leftOut));
      }
    }
    last = current;
    return profiled;
  }

  private Bucket readBucket() {
    String column = pending.getString(0);
    int day = pending.getInt(1);
    String name = pending.getString(2);
    ValueHistogram histogram = new ValueHistogram();
    while (isOf(column, day) && Objects.equals(name, pending.getString(2))) {
      histogram.add(ValueHistogram.of(pending.getStruct(4)));
      pending = rows.hasNext() ? rows.next() : null;
    }
    return new Bucket(name, histogram);
  }

  private boolean isOf(String column, int day) {
    return pending != null && column.equals(pending.getString(0)) && day == pending.getInt(1);
  }

  private static Row row(
      ProfiledColumn column,
      int day,
      Bucket bucket,
      long entities,
      Distribution values,
      Double stability,
      long leftOut) {
    boolean whole = bucket.name == null;
    boolean numbers = column.numeric() && !(column.byBucket() && whole);
    long present = bucket.histogram.present();
    boolean some = values.count() > 0;
    return RowFactory.create(
        LocalDate.ofEpochDay(day),
        column.name(),
        bucket.name,
        entities,
        (double) (entities - present) / entities,
        numbers ? (double) (present - values.count()) / entities : null,
        numbers ? values.count() : null,
        some ? values.mean() : null,
        some ? values.deviation() : null,
        some ? values.min() : null,
        some ? values.quantile(1) : null,
        some ? values.quantile(25) : null,
        some ? values.quantile(50) : null,
        some ? values.quantile(75) : null,
        some ? values.quantile(99) : null,
        some ? values.max() : null,
        some ? rows(values.deciles()) : null,
        stability,
        column.byBucket() && whole ? leftOut : null);
  }

  private static Seq<Row> rows(Deciles deciles) {
    return CollectionConverters.asScala(
            deciles.cuts().stream()
                .map(cut -> RowFactory.create(cut.upper(), cut.values()))
                .toList())
        .toSeq();
  }
}
