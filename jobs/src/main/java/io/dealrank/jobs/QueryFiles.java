package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.Conventions;
import io.dealrank.evaluation.backtest.Layout;
import io.dealrank.evaluation.backtest.PerQuery;
import io.delta.tables.DeltaTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table with the rows of a query in one file and every file sorted by {@code xxhash64(query_id)}:
 * read file by file, its lists are judged without a shuffle.
 *
 * <p>The commit that writes such a table says so in its metadata, {@link #LAYOUT}. After any other
 * commit, such as OPTIMIZE or DELETE, files may hold parts of queries: then lists are judged by a
 * shuffle, with the same result; also where the session is told to join files. From {@link #open}
 * to {@link #close} the session reads every file of every table as one partition; close restores
 * its settings.
 */
final class QueryFiles implements AutoCloseable {
  /** What the commit of a table says whose files hold whole queries in order. */
  static final String LAYOUT = "rows of a query in one file, sorted by xxhash64(query_id)";

  /** Neither cut files nor join them: both limits at least as large as the whole table. */
  private static final List<String> LIMITS =
      List.of("spark.sql.files.maxPartitionBytes", "spark.sql.files.openCostInBytes");

  /** Where it is set, Spark joins files until there are as few partitions. */
  private static final String JOINS_FILES = "spark.sql.files.maxPartitionNum";

  private static final long USUAL_PARTITION = 128L << 20;

  /** Operators that give partitions other rows or another order; broadcasts do not. */
  private static final Pattern MOVES_ROWS =
      Pattern.compile("(?<!Broadcast)Exchange|Coalesce\\b|SortMergeJoin|ShuffledHashJoin");

  private final SparkSession spark;
  private final Map<String, String> before;

  private QueryFiles(SparkSession spark, Map<String, String> before) {
    this.spark = spark;
    this.before = before;
  }

  /** Reads the table file by file, if its latest commit says that this gives whole queries. */
  static QueryFiles open(DeltaFolder table) {
    SparkSession spark = table.spark();
    Map<String, String> before = new LinkedHashMap<>();
    boolean joins = spark.conf().getOption(JOINS_FILES).isDefined();
    if (!joins && LAYOUT.equals(table.commitMetadata())) {
      DeltaTable files = DeltaTable.forPath(spark, table.path());
      long bytes = files.detail().select(col("sizeInBytes")).head().getLong(0);
      for (String limit : LIMITS) {
        before.put(limit, spark.conf().get(limit));
        spark.conf().set(limit, Math.max(bytes, USUAL_PARTITION));
      }
    }
    return new QueryFiles(spark, before);
  }

  /**
   * How rows lie by now: by query where nothing on the way from the table has moved them.
   *
   * @param judged made of the rows of the table
   */
  Layout layout(Dataset<Row> judged) {
    return !before.isEmpty() && !movesRows(judged) ? Layout.BY_QUERY : Layout.ANY;
  }

  /** One row per list, without a shuffle where the layout makes it needless. */
  Dataset<Row> perQuery(
      Dataset<Row> judged, List<BacktestMetric> metrics, Conventions conventions) {
    return PerQuery.of(judged, metrics, conventions, layout(judged));
  }

  static boolean movesRows(Dataset<Row> rows) {
    return MOVES_ROWS.matcher(rows.queryExecution().executedPlan().toString()).find();
  }

  @Override
  public void close() {
    before.forEach(spark.conf()::set);
  }
}
