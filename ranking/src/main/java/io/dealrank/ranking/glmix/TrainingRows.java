package io.dealrank.ranking.glmix;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * The training rows, checked, each with a hash of its content and its place: which partition its
 * entity learns in. Everything that decides a place is a function of the row's content and the
 * seed, so the arrangement does not depend on how the input lies.
 *
 * <p>A hot entity (more rows than its coordinate's {@code maxRows}) sends the rows of smallest hash
 * to its partition, a few more than {@code maxRows} since the share is cut by the hash's value, and
 * spreads the others over all partitions, where they are scored only. Rows of equal content have
 * one hash, so those of hot entities are numbered first.
 */
final class TrainingRows {
  /** Rows of one partition unless told otherwise. */
  private static final long ROWS_PER_PARTITION = 100_000;

  private static final long FEWEST_ROWS_PER_PARTITION = 20_000;

  /** Rows times features, of all coordinates, below which jobs cost more than the arithmetic. */
  private static final long CELLS_OF_ONE_TASK = 10_000_000;

  private static final double TWO_TO_53 = 9007199254740992.0;

  private final Dataset<Row> placed;
  private final RowLayout layout;
  private final GlmixCounts counts;
  private final int home;

  private TrainingRows(Dataset<Row> placed, RowLayout layout, GlmixCounts counts, int home) {
    this.placed = placed;
    this.layout = layout;
    this.counts = counts;
    this.home = home;
  }

  RowLayout layout() {
    return layout;
  }

  GlmixCounts counts() {
    return counts;
  }

  /** The random effect by whose entity rows are partitioned; -1: none. */
  int home() {
    return home;
  }

  static TrainingRows of(Dataset<Row> table, GlmixSettings settings) {
    checkSchema(table, settings);
    Dataset<Row> rows = selected(table, settings);
    GlmixCounts counts = counts(rows, settings);
    List<Coordinate> coordinates = settings.coordinates();
    int[] sizes = settings.sizes(table);
    int home = -1;
    for (int k = coordinates.size() - 1; k >= 0 && !settings.listwise(); k--) {
      home = coordinates.get(k).isFixed() ? home : k;
    }
    int partitions = settings.partitions();
    if (partitions == 0) {
      int tasksAtOnce = table.sparkSession().sparkContext().defaultParallelism();
      partitions =
          home >= 0 && areFew(counts.rows(), sizes) ? 1 : partitions(counts.rows(), tasksAtOnce);
    }
    List<Map<String, Long>> hot = new ArrayList<>();
    for (int k = 0; k < coordinates.size(); k++) {
      Coordinate c = coordinates.get(k);
      boolean possible = !c.isFixed() && counts.rows() > c.maxRows();
      hot.add(possible ? hot(rows, RowLayout.entity(k), c.maxRows()) : Map.of());
    }
    List<RowLayout.Part> parts = new ArrayList<>();
    for (int k = 0; k < coordinates.size(); k++) {
      parts.add(new RowLayout.Part(coordinates.get(k), sizes[k], hot.get(k)));
    }
    RowLayout layout = new RowLayout(partitions, parts);
    Dataset<Row> numbered = numbered(rows, coordinates, hot);
    List<Column> cells = new ArrayList<>();
    for (String cell :
        List.of(
            RowLayout.LABEL, RowLayout.WEIGHT, RowLayout.OFFSET, RowLayout.HASH, RowLayout.LIST)) {
      cells.add(col(cell));
    }
    for (int k = 0; k < coordinates.size(); k++) {
      cells.add(col(RowLayout.features(k)));
      cells.add(col(RowLayout.entity(k)));
      Column candidate = candidate(coordinates.get(k), k, hot.get(k));
      Column spread = pmod(col(RowLayout.HASH), lit(partitions)).cast("int");
      cells.add(
          when(col(RowLayout.entity(k)).isNull().or(candidate.equalTo(false)), spread)
              .otherwise(partition(col(RowLayout.entity(k)), partitions))
              .as(RowLayout.target(k)));
      cells.add(candidate.as(RowLayout.candidate(k)));
    }
    return new TrainingRows(numbered.select(cells.toArray(Column[]::new)), layout, counts, home);
  }

  /** Whether the rows cost less in one task ({@link OneTaskDescent}) than the jobs of many. */
  static boolean areFew(long rows, int[] sizes) {
    return rows <= ROWS_PER_PARTITION
        && rows * Arrays.stream(sizes).asLongStream().sum() <= CELLS_OF_ONE_TASK;
  }

  /**
   * One partition for 100,000 rows; fewer rows in each, down to 20,000, where tasks would be idle
   * otherwise: below that a task costs more than its rows.
   */
  static int partitions(long rows, int tasksAtOnce) {
    long most = Math.max(tasksAtOnce, rows / ROWS_PER_PARTITION);
    return (int) Math.max(1, Math.min(most, rows / FEWEST_ROWS_PER_PARTITION));
  }

  /** The partition in which an entity learns. */
  static Column partition(Column entity, int partitions) {
    return pmod(xxhash64(entity), lit(partitions)).cast("int");
  }

  /** The rows where they will stay, in their order. */
  JavaRDD<Row> arranged(boolean byList) {
    if (byList) {
      return placed
          .repartitionById(
              layout.partitions, pmod(col(RowLayout.LIST), lit(layout.partitions)).cast("int"))
          .sortWithinPartitions(RowLayout.LIST, RowLayout.HASH)
          .javaRDD();
    }
    if (home < 0) {
      return placed.javaRDD();
    }
    return placed
        .repartitionById(layout.partitions, col(RowLayout.target(home)))
        .sortWithinPartitions(
            col(RowLayout.entity(home)), col(RowLayout.candidate(home)).desc(), col(RowLayout.HASH))
        .javaRDD();
  }

  private static void checkSchema(Dataset<Row> table, GlmixSettings settings) {
    numeric(table, "label", settings.label());
    if (settings.weight() != null) {
      numeric(table, "weight", settings.weight());
    }
    if (settings.offset() != null) {
      numeric(table, "offset", settings.offset());
    }
    if (settings.listwise()) {
      type(table, "query", settings.query());
    }
    if (settings.rowId() != null) {
      type(table, "row id", settings.rowId());
    }
    for (Coordinate c : settings.coordinates()) {
      if (!c.isFixed()) {
        type(table, "entity", c.entity());
      }
      if (c.features() != null) {
        DataType type = type(table, "feature", c.features());
        if (!type.equals(SQLDataTypes.VectorType())) {
          throw GlmixErrors.wrongType("feature", c.features(), type.simpleString(), "a vector");
        }
      }
    }
  }

  private static void numeric(Dataset<Row> table, String role, String column) {
    DataType type = type(table, role, column);
    if (!(type instanceof NumericType)) {
      throw GlmixErrors.wrongType(role, column, type.simpleString(), "numeric");
    }
  }

  private static DataType type(Dataset<Row> table, String role, String column) {
    if (!Arrays.asList(table.columns()).contains(column)) {
      throw GlmixErrors.missingColumn(role, column, table.columns());
    }
    return table.schema().apply(column).dataType();
  }

  private static Dataset<Row> selected(Dataset<Row> table, GlmixSettings settings) {
    List<Column> cells = new ArrayList<>();
    cells.add(named(settings.label()).cast("double").as(RowLayout.LABEL));
    cells.add(
        (settings.weight() == null ? lit(1.0) : named(settings.weight()).cast("double"))
            .as(RowLayout.WEIGHT));
    cells.add(
        (settings.offset() == null ? lit(0.0) : named(settings.offset()).cast("double"))
            .as(RowLayout.OFFSET));
    cells.add(
        (settings.listwise() ? xxhash64(named(settings.query())) : lit(0L)).as(RowLayout.LIST));
    List<Column> content = new ArrayList<>();
    for (int k = 0; k < settings.coordinates().size(); k++) {
      Coordinate c = settings.coordinates().get(k);
      Column features =
          c.features() == null ? lit(null).cast(SQLDataTypes.VectorType()) : named(c.features());
      Column entity = c.isFixed() ? lit(null).cast("string") : named(c.entity()).cast("string");
      cells.add(features.as(RowLayout.features(k)));
      cells.add(entity.as(RowLayout.entity(k)));
      if (c.features() != null) {
        content.add(features);
      }
      if (!c.isFixed()) {
        content.add(entity);
      }
    }
    content.add(cells.get(0));
    content.add(cells.get(1));
    content.add(cells.get(2));
    content.add(cells.get(3));
    Column hash =
        settings.rowId() == null
            ? xxhash64(content.toArray(Column[]::new))
            : xxhash64(named(settings.rowId()));
    // The seed comes last: xxhash64 chains its arguments.
    cells.add(xxhash64(hash, lit(settings.seed())).as(RowLayout.HASH));
    return table.select(cells.toArray(Column[]::new));
  }

  private static GlmixCounts counts(Dataset<Row> rows, GlmixSettings settings) {
    Column label = col(RowLayout.LABEL);
    Column weight = col(RowLayout.WEIGHT);
    Column offset = col(RowLayout.OFFSET);
    Column known = label.isNotNull();
    Column takesPart = known.and(weight.gt(0));
    List<Column> sums = new ArrayList<>();
    sums.add(count_if(takesPart).as("rows"));
    sums.add(count_if(label.isNull()).as("unlabelled"));
    sums.add(count_if(known.and(weight.equalTo(0))).as("weightless"));
    sums.add(
        count_if(known.and(weight.isNull().or(weight.lt(0)).or(infinite(weight))))
            .as("badWeights"));
    sums.add(count_if(known.and(offset.isNull().or(infinite(offset)))).as("badOffsets"));
    Column badLabel =
        settings.listwise()
            ? label.lt(0).or(infinite(label))
            : settings.loss() == Loss.LOGISTIC
                ? label.lt(0).or(label.gt(1)).or(label.isNaN())
                : infinite(label);
    sums.add(count_if(known.and(badLabel)).as("badLabels"));
    sums.add(coalesce(min(when(takesPart, label)), lit(0.0)).as("least"));
    sums.add(coalesce(max(when(takesPart, label)), lit(0.0)).as("most"));
    sums.add(coalesce(sum(when(takesPart, label)), lit(0.0)).as("positives"));
    List<Column> nulls = new ArrayList<>();
    for (int k = 0; k < settings.coordinates().size(); k++) {
      Coordinate c = settings.coordinates().get(k);
      nulls.add(c.isFixed() ? lit(0L) : count_if(takesPart.and(col(RowLayout.entity(k)).isNull())));
      nulls.add(
          c.features() == null
              ? lit(0L)
              : count_if(takesPart.and(col(RowLayout.features(k)).isNull())));
    }
    sums.add(array(nulls.toArray(Column[]::new)).as("nulls"));
    Row row = rows.agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new)).head();
    refuse(
        row.getAs("badLabels"),
        "a label out of range in '" + settings.label() + "'",
        settings.listwise()
            ? "a gain, finite and at least 0"
            : settings.loss() == Loss.LOGISTIC ? "0, 1, between, or null" : "finite or null");
    refuse(
        row.getAs("badWeights"),
        "a bad weight in '" + settings.weight() + "'",
        "finite and at least 0");
    refuse(row.getAs("badOffsets"), "a bad offset in '" + settings.offset() + "'", "finite");
    long count = row.<Long>getAs("rows");
    long unlabelled = row.<Long>getAs("unlabelled");
    long weightless = row.<Long>getAs("weightless");
    if (count == 0) {
      throw GlmixErrors.noRows(unlabelled, weightless);
    }
    double least = row.<Double>getAs("least");
    if (least == row.<Double>getAs("most")
        && (settings.listwise() || settings.loss() == Loss.LOGISTIC)
        && (least == 0 || least == 1)) {
      throw GlmixErrors.oneClass(settings.label(), count, least);
    }
    List<Long> cells = row.getList(row.fieldIndex("nulls"));
    Map<String, Long> withoutEntity = new TreeMap<>();
    for (int k = 0; k < settings.coordinates().size(); k++) {
      Coordinate c = settings.coordinates().get(k);
      refuse(cells.get(2 * k + 1), "no vector in '" + c.features() + "'", "a vector");
      if (!c.isFixed()) {
        withoutEntity.put(c.name(), cells.get(2 * k));
      }
    }
    return new GlmixCounts(
        count, row.<Double>getAs("positives"), unlabelled, weightless, withoutEntity);
  }

  private static Column infinite(Column x) {
    return x.isNaN().or(org.apache.spark.sql.functions.abs(x).equalTo(Double.POSITIVE_INFINITY));
  }

  private static void refuse(long rows, String what, String wanted) {
    if (rows > 0) {
      throw GlmixErrors.badValues(what, rows, wanted);
    }
  }

  private static Column takesPart() {
    return col(RowLayout.LABEL).isNotNull().and(col(RowLayout.WEIGHT).gt(0));
  }

  /** Entities with more rows than {@code most}, few by definition, and their rows. */
  private static Map<String, Long> hot(Dataset<Row> rows, String entity, long most) {
    return rows.filter(takesPart().and(col(entity).isNotNull()))
        .groupBy(col(entity))
        .agg(count(lit(1)).as("rows"))
        .filter(col("rows").gt(most))
        .javaRDD()
        .treeAggregate(
            new HashMap<String, Long>(),
            (map, row) -> {
              map.put(row.getString(0), row.getLong(1));
              return map;
            },
            (left, right) -> {
              left.putAll(right);
              return left;
            });
  }

  /** Rows that take part; those of hot entities with a hash that differs for equal rows. */
  private static Dataset<Row> numbered(
      Dataset<Row> rows, List<Coordinate> coordinates, List<Map<String, Long>> hot) {
    Dataset<Row> all = rows.filter(takesPart());
    Column isHot = lit(false);
    for (int k = 0; k < coordinates.size(); k++) {
      if (!hot.get(k).isEmpty()) {
        isHot =
            isHot.or(
                coalesce(col(RowLayout.entity(k)).isin(hot.get(k).keySet().toArray()), lit(false)));
      }
    }
    if (hot.stream().allMatch(Map::isEmpty)) {
      return all;
    }
    Dataset<Row> twins =
        all.filter(isHot)
            .withColumn(
                RowLayout.HASH,
                xxhash64(
                    col(RowLayout.HASH),
                    row_number().over(Window.partitionBy(RowLayout.HASH).orderBy(RowLayout.HASH))));
    return all.filter(isHot.equalTo(false)).unionByName(twins);
  }

  private static Column candidate(Coordinate c, int k, Map<String, Long> hot) {
    if (hot.isEmpty()) {
      return lit(true);
    }
    Map<String, Double> shares = new TreeMap<>();
    hot.forEach(
        (entity, rows) ->
            shares.put(entity, (c.maxRows() + 5 * Math.sqrt(c.maxRows()) + 5) / rows));
    Column share =
        try_element_at(
            map_from_arrays(
                lit(shares.keySet().toArray(String[]::new)),
                lit(shares.values().stream().mapToDouble(d -> d).toArray())),
            col(RowLayout.entity(k)));
    Column uniform = shiftrightunsigned(col(RowLayout.HASH), 11).divide(TWO_TO_53);
    return coalesce(uniform.lt(share), lit(true));
  }
}
