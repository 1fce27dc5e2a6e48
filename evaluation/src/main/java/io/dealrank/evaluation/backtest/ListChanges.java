package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * How the lists of {@link PerQuery} changed one by one: {@code change = model - production} of one
 * metric. A mean near zero may hide many lists that gain and as many that lose.
 *
 * <p>Bins of a tenth, the same on both sides, so that gains and losses can be set against each
 * other: bin 0 holds the unchanged (within 1e-12), bin b > 0 the gains above {@code (b - 1) / 10}
 * up to {@code b / 10}, bin -b the losses of the same size.
 */
public final class ListChanges {
  /** Bins on each side of the unchanged. */
  public static final int BINS = 10;

  /** One row per bin that occurs, in any order. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          bin INT COMMENT '-10 to 10; 0: unchanged',
          lists BIGINT COMMENT 'compared lists for which the metric is defined'
          """);

  /** One row per list. */
  public static final StructType WORST_SCHEMA =
      StructType.fromDDL(
          """
          query_id STRING,
          searcher_id STRING,
          list_length INT COMMENT 'listings shown',
          positives INT COMMENT 'of them with a label above 0',
          production DOUBLE COMMENT 'the metric in production order',
          model DOUBLE COMMENT 'the metric in the order of the model'
          """);

  private static final double UNCHANGED = 1e-12;

  /** A change of 0.3 - 0.2 counts as 0.1. */
  private static final double ROUNDING = 1e-9;

  private static final String CHANGE = "change";

  private ListChanges() {}

  /** Lists by the size of their change. */
  public static Dataset<Row> histogram(Dataset<Row> perQuery, BacktestMetric metric) {
    Column size = abs(col(CHANGE));
    Column step =
        greatest(lit(1), least(lit(BINS), ceil(size.multiply(BINS).minus(ROUNDING)).cast("int")));
    Column bin =
        when(size.leq(UNCHANGED), lit(0)).otherwise(signum(col(CHANGE)).cast("int").multiply(step));
    return changes(perQuery, metric)
        .groupBy(bin.as("bin"))
        .agg(count(lit(1)).as("lists"))
        .to(SCHEMA);
  }

  /**
   * The lists that lose most, the worst first, equal ones by query.
   *
   * @param most how many, at least 1
   */
  public static Dataset<Row> worst(Dataset<Row> perQuery, BacktestMetric metric, int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          most + " lists are asked for: ask for 1 or more, for example 20");
    }
    return changes(perQuery, metric)
        .filter(col(CHANGE).lt(-UNCHANGED))
        .orderBy(col(CHANGE), col(JudgedRankings.QUERY_ID))
        .limit(most)
        .to(WORST_SCHEMA);
  }

  private static Dataset<Row> changes(Dataset<Row> perQuery, BacktestMetric metric) {
    Column production = col(metric.productionColumn());
    Column model = col(metric.modelColumn());
    return perQuery
        .filter(production.isNotNull().and(model.isNotNull()))
        .withColumn("production", production)
        .withColumn("model", model)
        .withColumn(CHANGE, model.minus(production));
  }

  /**
   * The lists of one bin.
   *
   * @param bin -10 to 10
   * @param lists how many
   */
  public record Bin(int bin, long lists) {
    /** A collected row of {@link ListChanges#histogram}. */
    public static Bin from(Row row) {
      return new Bin(row.<Integer>getAs("bin"), row.<Long>getAs("lists"));
    }

    /** The change nearer to zero; not in the bin itself. */
    public double nearer() {
      return bin == 0 ? 0 : (double) (Math.abs(bin) - 1) * Integer.signum(bin) / BINS;
    }

    /** The change farther from zero; in the bin. */
    public double farther() {
      return (double) bin / BINS;
    }
  }
}
