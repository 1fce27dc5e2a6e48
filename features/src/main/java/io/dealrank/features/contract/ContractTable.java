package io.dealrank.features.contract;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * A contract table with the problems of each row found: sound rows go to the lake, the others to
 * the quarantine with their reasons. Every row of the source is in exactly one of the two.
 *
 * <p>A row is unsound when a required value is null or cannot be read, a time lies outside the
 * logs, an outcome comes before its contact, a position is below 1, a score is not finite, a
 * version ends before it begins or overlaps the next, or its key was seen before (the earliest
 * delivery counts).
 */
public final class ContractTable {
  /** Columns of {@link #quarantined}. */
  public static final StructType QUARANTINE =
      StructType.fromDDL(
          """
          reasons ARRAY<STRING> NOT NULL COMMENT 'what is wrong with the row',
          source_row STRING COMMENT 'the row as it was in the source, JSON'
          """);

  private final Contract contract;
  private final Dataset<Row> checked;

  private ContractTable(Contract contract, Dataset<Row> checked) {
    this.contract = contract;
    this.checked = checked;
  }

  /**
   * Reads and checks a source.
   *
   * @param from earliest instant of the logs
   * @param to first instant after the logs
   */
  public static ContractTable of(
      ContractReader reader, Contract contract, Dataset<Row> source, Instant from, Instant to) {
    Dataset<Row> read = reader.read(source);
    Dataset<Row> ranged = add(read, rowProblems(contract, from, to));
    Dataset<Row> unique = add(ranged, List.of(duplicate(contract)));
    return new ContractTable(contract, contract == Contract.ENTITY ? versions(unique) : unique);
  }

  private ContractTable with(Dataset<Row> other) {
    return new ContractTable(contract, other);
  }

  /** The same table, kept in memory or on disk until {@link #release}. */
  public ContractTable keep() {
    return with(checked.persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /** Gives the kept rows back. */
  public void release() {
    var unused = checked.unpersist();
  }

  /** The contract it follows. */
  public Contract contract() {
    return contract;
  }

  /** All rows. */
  public Dataset<Row> rows() {
    return checked;
  }

  /** Sound rows in the contract's columns. */
  public Dataset<Row> sound() {
    return checked
        .filter(size(col(ContractReader.PROBLEMS)).equalTo(0))
        .drop(ContractReader.PROBLEMS, ContractReader.SOURCE_ROW);
  }

  /** Rows set aside, in the columns of {@link #QUARANTINE}. */
  public Dataset<Row> quarantined() {
    return checked
        .filter(size(col(ContractReader.PROBLEMS)).gt(0))
        .select(
            col(ContractReader.PROBLEMS).as("reasons"),
            col(ContractReader.SOURCE_ROW).as("source_row"));
  }

  /**
   * Findings: {@code reason} (without the value), {@code rows}, {@code example} (the source row
   * that sorts first, for a stable answer).
   */
  public Dataset<Row> findings() {
    return quarantined()
        .select(explode(col("reasons")).as("reason"), col("source_row"))
        .groupBy(regexp_replace(col("reason"), ": .*$", "").as("reason"))
        .agg(
            count(lit(1)).as("rows"),
            min(concat_ws(" in ", col("reason"), col("source_row"))).as("example"))
        .orderBy(col("rows").desc(), col("reason"));
  }

  private static Dataset<Row> add(Dataset<Row> rows, List<Column> problems) {
    Column found = array_compact(array(problems.toArray(Column[]::new)));
    return rows.withColumn(
        ContractReader.PROBLEMS, array_union(col(ContractReader.PROBLEMS), found));
  }

  private static List<Column> rowProblems(Contract contract, Instant from, Instant to) {
    List<Column> problems = new ArrayList<>();
    switch (contract) {
      case IMPRESSIONS -> {
        problems.add(when(col("position").lt(1), lit("position below 1")));
        Column score = col("production_score");
        problems.add(
            when(
                isnan(score).or(score.isin(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)),
                lit("production_score is not finite")));
        problems.add(
            when(col("shown_at").lt(col("queried_at")), lit("shown_at before queried_at")));
        problems.add(outside("shown_at", from, to));
      }
      case CONTACTS -> {
        for (String outcome : List.of("responded_at", "deal_at")) {
          problems.add(
              when(col(outcome).lt(col("contacted_at")), lit(outcome + " before contacted_at")));
          problems.add(outsideUpTo(outcome, from, to));
        }
        problems.add(outside("contacted_at", from, to));
      }
      case SIGNAL -> problems.add(outsideUpTo("at", from, to));
      case ENTITY ->
          problems.add(
              when(col("valid_to").leq(col("valid_from")), lit("valid_to not after valid_from")));
    }
    return problems;
  }

  /** A fact dated by day carries the end of its day: that of the last day is the end itself. */
  private static Column outsideUpTo(String time, Instant from, Instant to) {
    return when(
        col(time).lt(lit(from)).or(col(time).gt(lit(to))),
        lit(time + " outside the logs [" + from + ", " + to + "]"));
  }

  private static Column outside(String time, Instant from, Instant to) {
    return when(
        col(time).lt(lit(from)).or(col(time).geq(lit(to))),
        lit(time + " outside the logs [" + from + ", " + to + ")"));
  }

  private static Column duplicate(Contract contract) {
    Column[] key = contract.key().stream().map(c -> col(c)).toArray(Column[]::new);
    Column place =
        row_number()
            .over(
                Window.partitionBy(key)
                    .orderBy(
                        size(col(ContractReader.PROBLEMS)),
                        delivered(contract),
                        col(contract.time()),
                        col(ContractReader.SOURCE_ROW)));
    Column known = contract.key().stream().map(c -> col(c).isNotNull()).reduce(Column::and).get();
    return when(place.gt(1).and(known), lit("duplicate " + String.join(", ", contract.key())));
  }

  /** When a row reached the logs: at once where it does not say. */
  private static Column delivered(Contract contract) {
    Column at = col(contract.time());
    boolean says = List.of(contract.columns().fieldNames()).contains("ingested_at");
    return says ? coalesce(col("ingested_at"), at) : at;
  }

  /**
   * A version that does not say when it ends ends where the next one begins; one that says so and
   * overlaps the next is a problem of the later one.
   */
  private static Dataset<Row> versions(Dataset<Row> rows) {
    WindowSpec byTime =
        Window.partitionBy(col("entity_id"), size(col(ContractReader.PROBLEMS)).equalTo(0))
            .orderBy(col("valid_from"));
    Column next = lead(col("valid_from"), 1).over(byTime);
    Column previousEnd =
        max(col("valid_to")).over(byTime.rowsBetween(Window.unboundedPreceding(), -1));
    Column sound = size(col(ContractReader.PROBLEMS)).equalTo(0);
    Dataset<Row> flagged =
        add(
            rows.withColumn("overlap", previousEnd.gt(col("valid_from")).and(sound)),
            List.of(when(col("overlap"), lit("validity overlaps the version before"))));
    return flagged
        .withColumn(
            "valid_to", when(sound.and(col("valid_to").isNull()), next).otherwise(col("valid_to")))
        .drop("overlap");
  }
}
