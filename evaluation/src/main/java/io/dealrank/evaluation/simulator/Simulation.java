package io.dealrank.evaluation.simulator;

import java.util.Arrays;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A simulated marketplace: all tables of {@link Table}, lazily, from one pass over the markets.
 *
 * <p>Each market runs in time order inside one task and emits its rows when it is done, so memory
 * is bounded by one market (about 70,000 rows) and the rows do not depend on the partitioning.
 * Every table read runs the simulation again unless the caller persists {@link #rows()}:
 *
 * <pre>{@code
 * Simulation simulation = Simulation.run(spark, new Marketplace(6000, 60, 7, firstDay));
 * simulation.rows().persist();
 * for (Table table : Table.values()) simulation.table(table).write()...
 * simulation.rows().unpersist();
 * }</pre>
 *
 * @param rows the tagged union of all tables: {@code kind} names the table, the column of that name
 *     holds the row, the other columns are null; instants are milliseconds since 1970-01-01
 */
public record Simulation(Dataset<Row> rows) {
  private static final String KIND = "kind";
  private static final long MARKETS_PER_PARTITION = 16;

  /** Simulates with at most 16 markets in a partition. */
  public static Simulation run(SparkSession spark, Marketplace marketplace) {
    long markets = marketplace.markets();
    long wanted =
        Math.max(spark.sparkContext().defaultParallelism(), markets / MARKETS_PER_PARTITION);
    return run(spark, marketplace, (int) Math.min(markets, wanted));
  }

  /** Simulates in the given number of partitions, at least 1; the rows are the same for any. */
  public static Simulation run(SparkSession spark, Marketplace marketplace, int partitions) {
    FlatMapFunction<Long, Row> simulate =
        market -> MarketSimulation.rows(marketplace, market).iterator();
    return new Simulation(
        spark
            .range(0, marketplace.markets(), 1, partitions)
            .flatMap(simulate, Encoders.row(union())));
  }

  /** One table with its declared schema, rows in no particular order. */
  public Dataset<Row> table(Table table) {
    String name = table.tableName();
    Column[] columns =
        Arrays.stream(table.schema().fields())
            .map(field -> column(name, field))
            .toArray(Column[]::new);
    return rows.where(functions.col(KIND).equalTo(name)).select(columns);
  }

  private static Column column(String table, StructField field) {
    Column emitted = functions.col(table + "." + field.name());
    boolean instant = field.dataType().equals(DataTypes.TimestampType);
    return (instant ? functions.timestamp_millis(emitted) : emitted)
        .as(field.name(), field.metadata());
  }

  private static StructType union() {
    StructType union = new StructType().add(KIND, DataTypes.StringType, false);
    for (Table table : Table.values()) {
      union = union.add(table.tableName(), table.emitted(), true);
    }
    return union;
  }
}
