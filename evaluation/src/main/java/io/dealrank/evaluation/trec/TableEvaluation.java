package io.dealrank.evaluation.trec;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nanvl;

import io.dealrank.evaluation.rows.QueryKey;
import io.dealrank.evaluation.rows.RowAsItIs;
import io.dealrank.evaluation.rows.RowsByQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Evaluates a table of judged rankings on Spark: {@link TrecEvaluation} for tables of any size.
 * Every value is, to the last bit, what files of the same rows give, in any partitioning.
 *
 * <p>One shuffle, by a hash of the query; partitions are read query by query, one in memory.
 *
 * @param table the columns
 * @param evaluation measures and conventions
 * @param highestGrade of the table, as {@link JudgedTable#inspect} finds it
 */
public record TableEvaluation(JudgedTable table, TrecEvaluation evaluation, int highestGrade) {
  /**
   * An evaluation of a table.
   *
   * @throws IllegalArgumentException if a gain is beyond double precision
   */
  public TableEvaluation {
    evaluation.requireGainOf(highestGrade);
  }

  /** Cells of {@link #perQuery}. */
  static final class Cell {
    static final int QUERY = 0;
    static final int RUN = 1;
    static final int JUDGED = 2;
    static final int RETURNED = 3;
    static final int RELEVANT = 4;
    static final int DUPLICATE = 5;
    static final int FIRST_MEASURE = 6;

    private Cell() {}
  }

  /**
   * One row per query and run, not sorted; a query with a listing twice has one row that names it.
   *
   * @param judged a table of these columns that {@link JudgedTable#inspect} found no fault in
   */
  public Dataset<Row> perQuery(Dataset<Row> judged) {
    List<String> names = evaluation.measures().stream().map(TrecMeasure::name).toList();
    TrecConventions conventions = evaluation.conventions();
    int runs = table.runs().size();
    int highest = highestGrade;
    boolean tiesByPosition = conventions.ties() == Ties.RANK && table.position() != null;
    MapPartitionsFunction<InternalRow, Row> evaluate =
        rows ->
            new TableQueries(
                new RowsByQuery<>(
                    rows, JudgedTable.Cell.QUERY, () -> new TableRows(runs, tiesByPosition)),
                new TrecEvaluation(TrecMeasure.all(names), conventions),
                runs,
                highest);
    return RowAsItIs.of(QueryKey.byQuery(table.rows(judged), "query"))
        .mapPartitions(evaluate, Encoders.row(schema(names)));
  }

  /** Sums and counts of {@link #perQuery}; one job. */
  public TableSums sums(Dataset<Row> perQuery) {
    List<MeasureForm.Summary> summaries =
        List.copyOf(evaluation.measures().stream().map(TrecMeasure::summary).toList());
    return perQuery
        .javaRDD()
        .treeAggregate(
            new TableSums(table.runs().size(), summaries), TableSums::add, TableSums::plus);
  }

  /**
   * What is kept of {@link #perQuery}: {@code query_id, run, returned, relevant} and a column per
   * measure that has values of single queries, null where it is not defined.
   */
  public Dataset<Row> values(Dataset<Row> perQuery) {
    Column[] runs = table.runs().stream().map(run -> lit(run)).toArray(Column[]::new);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("query").as("query_id"),
                element_at(array(runs), col("run").plus(1)).as("run"),
                col("returned"),
                col("relevant")));
    for (TrecMeasure measure : evaluation.measures()) {
      if (measure.perQuery()) {
        Column value = col("`" + measure.name() + "`");
        columns.add(nanvl(value, lit(null).cast("double")).as(measure.name()));
      }
    }
    return perQuery.filter(col("relevant").isNotNull()).select(columns.toArray(Column[]::new));
  }

  /** The result of a run without the values of single queries. */
  public TrecResult result(TableSums sums, int run) {
    return TrecResult.summedUp(evaluation.measures(), sums.of(run), sums.counts(run));
  }

  /**
   * The result of a run with the values of single queries.
   *
   * @param perQuery every row of {@link #perQuery}, in any order
   */
  public TrecResult result(TableSums sums, int run, List<Row> perQuery) {
    Row[] rows =
        perQuery.stream()
            .filter(row -> row.getInt(Cell.RUN) == run && !row.isNullAt(Cell.RELEVANT))
            .sorted(Comparator.comparing(TableEvaluation::query, Arrays::compareUnsigned))
            .toArray(Row[]::new);
    List<TrecMeasure> measures = evaluation.measures();
    String[] queries = new String[rows.length];
    double[][] values = new double[measures.size()][rows.length];
    for (int i = 0; i < rows.length; i++) {
      queries[i] = rows[i].getString(Cell.QUERY);
      for (int m = 0; m < values.length; m++) {
        values[m][i] = rows[i].getDouble(Cell.FIRST_MEASURE + m);
      }
    }
    return new TrecResult(measures, queries, values, sums.counts(run));
  }

  private static byte[] query(Row row) {
    return row.getString(Cell.QUERY).getBytes(StandardCharsets.UTF_8);
  }

  private static StructType schema(List<String> measures) {
    StructType schema =
        new StructType()
            .add("query", DataTypes.StringType, false)
            .add("run", DataTypes.IntegerType, false)
            .add("judged", DataTypes.BooleanType, false)
            .add("returned", DataTypes.IntegerType, false)
            .add("relevant", DataTypes.IntegerType)
            .add("duplicate", DataTypes.StringType);
    for (String measure : measures) {
      schema = schema.add(measure, DataTypes.DoubleType);
    }
    return schema;
  }
}
