package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The training rows, checked, each with a hash of its content and its place: which partition its
 * entity learns in. Everything that decides a place is a function of the row's content and the
 * seed, so the arrangement does not depend on how the input lies.
 *
 * <p>A hot entity sends the rows that it may learn from ({@link HotEntities}) to its partition and
 * spreads the others over all partitions, where they are scored only.
 */
final class TrainingRows {
  /** Rows of one partition unless told otherwise. */
  private static final long ROWS_PER_PARTITION = 100_000;

  private static final long FEWEST_ROWS_PER_PARTITION = 20_000;

  /** Rows times features, of all coordinates, below which jobs cost more than the arithmetic. */
  private static final long CELLS_OF_ONE_TASK = 10_000_000;

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
    Dataset<Row> cells = TrainingCells.of(table, settings);
    GlmixCounts counts = RowCounting.of(cells, settings);
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
    Dataset<Row> rows = cells.filter(RowCounting.takesPart());
    HotEntities hot = HotEntities.among(rows, counts.rows(), coordinates);
    List<RowLayout.Part> parts = new ArrayList<>();
    for (int k = 0; k < coordinates.size(); k++) {
      parts.add(new RowLayout.Part(coordinates.get(k), sizes[k], hot.rows().get(k)));
    }
    RowLayout layout = new RowLayout(partitions, parts);
    Dataset<Row> placed = hot.numbered(rows).select(cells(layout, hot));
    return new TrainingRows(placed, layout, counts, home);
  }

  private static Column[] cells(RowLayout layout, HotEntities hot) {
    List<Column> cells = new ArrayList<>();
    for (String cell :
        List.of(
            RowLayout.LABEL, RowLayout.WEIGHT, RowLayout.OFFSET, RowLayout.HASH, RowLayout.LIST)) {
      cells.add(col(cell));
    }
    Column spread = pmod(col(RowLayout.HASH), lit(layout.partitions)).cast("int");
    for (int k = 0; k < layout.parts.length; k++) {
      Column entity = col(RowLayout.entity(k));
      Column candidate = hot.candidate(k);
      cells.add(col(RowLayout.features(k)));
      cells.add(entity);
      cells.add(
          when(entity.isNull().or(candidate.equalTo(false)), spread)
              .otherwise(partition(entity, layout.partitions))
              .as(RowLayout.target(k)));
      cells.add(candidate.as(RowLayout.candidate(k)));
    }
    return cells.toArray(Column[]::new);
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
}
