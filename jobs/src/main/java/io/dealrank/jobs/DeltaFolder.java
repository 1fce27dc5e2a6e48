package io.dealrank.jobs;

import io.dealrank.features.DealrankException;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table at a path. It is created from its schema, so that NOT NULL holds, and replaced by
 * one commit: a reader sees the old content or the new, and a failed or killed write leaves the
 * old.
 */
record DeltaFolder(SparkSession spark, String path) {
  /** Property that names the definition of the group that a mart was built from. */
  static final String DEFINITION = "dealrank.definition";

  private static final String BUILT = "dealrank.built_days";

  /** Days are found by their partition; statistics of every feature of every file help nobody. */
  private static final String INDEXED_COLUMNS = "delta.dataSkippingNumIndexedCols";

  /** Delta takes a relative path for a table's name, so it is made absolute here. */
  DeltaFolder {
    try {
      Path folder = new Path(path);
      path =
          folder
              .getFileSystem(spark.sessionState().newHadoopConf())
              .makeQualified(folder)
              .toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  boolean exists() {
    return DeltaTable.isDeltaTable(spark, path);
  }

  /**
   * The table's rows.
   *
   * @param remedy the command that makes the table
   */
  Dataset<Row> read(String remedy) {
    requireExists(remedy);
    return spark.read().format("delta").load(path);
  }

  /** Fails with the command that makes the table, if it is not there. */
  void requireExists(String remedy) {
    if (!exists()) {
      throw new DealrankException(
          "table " + path + " does not exist.",
          "This step reads what an earlier step writes.",
          "Run first: " + remedy + ".");
    }
  }

  /** Version of the table's last commit. */
  long version() {
    return DeltaTable.forPath(spark, path).history(1).select("version").head().getLong(0);
  }

  /** What the last commit says of itself; null: nothing. */
  String commitMetadata() {
    return DeltaTable.forPath(spark, path).history(1).select("userMetadata").head().getString(0);
  }

  /** Replaces the whole table. */
  void replace(Dataset<Row> rows, StructType schema) {
    replace(rows, schema, Map.of());
  }

  /** Replaces the whole table by rows in the layout of {@link QueryFiles}, and says so. */
  void replaceByQuery(Dataset<Row> rows, StructType schema) {
    // A limit of rows would cut a file within a query.
    replace(rows, schema, Map.of("userMetadata", QueryFiles.LAYOUT, "maxRecordsPerFile", "0"));
  }

  private void replace(Dataset<Row> rows, StructType schema, Map<String, String> options) {
    boolean constrained = Arrays.stream(schema.fields()).anyMatch(field -> !field.nullable());
    boolean sameColumns = constrained && create(schema, null);
    rows.write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", String.valueOf(!sameColumns))
        .options(options)
        .save(path);
  }

  /** Replaces the days [from, to] of a table partitioned by {@code ds}; other days stay. */
  void replaceDays(
      Dataset<Row> rows, StructType schema, LocalDate from, LocalDate to, String definition) {
    if (!create(schema, "ds")) {
      throw new DealrankException(
          "mart " + path + " has other columns than its feature group declares now.",
          "Days of different columns cannot stand in one table.",
          "Run build-marts with --rebuild and the whole period; it replaces the mart in one step.");
    }
    overwrite(rows, from, to);
    recordBuilt(builtDays().with(from, to), definition);
  }

  /** Replaces single days of a table that is there, by one commit and without a record. */
  void replaceDays(Dataset<Row> rows, List<LocalDate> days) {
    String listed = String.join(", ", days.stream().map(day -> "DATE'" + day + "'").toList());
    replaceWhere(rows, "ds IN (" + listed + ")");
  }

  /**
   * Replaces the days [from, to] of a table partitioned by {@code ds}, or all of one that has other
   * columns; by one commit and without a record.
   */
  void overwriteDays(Dataset<Row> rows, StructType schema, LocalDate from, LocalDate to) {
    if (create(schema, "ds")) {
      overwrite(rows, from, to);
    } else {
      overwriteAllDays(rows);
    }
  }

  private void overwrite(Dataset<Row> rows, LocalDate from, LocalDate to) {
    replaceWhere(rows, "ds >= '" + from + "' AND ds <= '" + to + "'");
  }

  private void replaceWhere(Dataset<Row> rows, String condition) {
    rows.write().format("delta").mode("overwrite").option("replaceWhere", condition).save(path);
  }

  /** Replaces or makes a table partitioned by {@code ds}, by one commit and without a record. */
  void overwriteAllDays(Dataset<Row> rows) {
    rows.write()
        .format("delta")
        .mode("overwrite")
        .partitionBy("ds")
        .option("overwriteSchema", "true")
        .save(path);
  }

  /** The days that were built, whether they have rows or not. */
  DayRanges builtDays() {
    return DayRanges.parse(property(BUILT));
  }

  /** A property of the table; null if it is not set. */
  String property(String name) {
    return properties().get(name);
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    spark
        .sql("SHOW TBLPROPERTIES delta.`" + path + "`")
        .collectAsList()
        .forEach(row -> properties.put(row.getString(0), row.getString(1)));
    return properties;
  }

  private void recordBuilt(DayRanges days, String definition) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(BUILT, days.toString());
    if (definition != null) {
      properties.put(DEFINITION, definition);
    }
    setProperties(properties);
  }

  private void setProperties(Map<String, String> properties) {
    Map<String, String> changed = new LinkedHashMap<>(properties);
    Map<String, String> present = properties();
    changed.entrySet().removeIf(e -> e.getValue().equals(present.get(e.getKey())));
    if (!changed.isEmpty()) {
      List<String> settings =
          changed.entrySet().stream()
              .map(entry -> "'" + entry.getKey() + "' = '" + entry.getValue() + "'")
              .toList();
      var unused =
          spark.sql(
              "ALTER TABLE delta.`"
                  + path
                  + "` SET TBLPROPERTIES ("
                  + String.join(", ", settings)
                  + ")");
    }
  }

  /**
   * Replaces the whole table, partitioned by {@code ds}, whatever its columns were. It has no
   * definition until the days are recorded, so that a run that was killed in between is made up
   * for.
   */
  void rebuildDays(
      Dataset<Row> rows, StructType schema, LocalDate from, LocalDate to, String definition) {
    boolean sameColumns = create(schema, "ds");
    if (property(DEFINITION) != null) {
      setProperties(Map.of(DEFINITION, ""));
    }
    rows.write()
        .format("delta")
        .mode("overwrite")
        .partitionBy("ds")
        .option("overwriteSchema", String.valueOf(!sameColumns))
        .save(path);
    recordBuilt(DayRanges.NONE.with(from, to), definition);
  }

  /** Creates the table if it is not there; true if its columns are those of the schema. */
  private boolean create(StructType schema, String partition) {
    if (!exists()) {
      DeltaTableBuilder builder =
          DeltaTable.createIfNotExists(spark).location(path).addColumns(schema);
      if (partition != null) {
        builder = builder.partitionedBy(partition).property(INDEXED_COLUMNS, "2");
      }
      builder.execute();
    }
    return hasColumns(schema);
  }

  /** Whether the table is there and has the columns of a schema. */
  boolean hasColumns(StructType schema) {
    return exists()
        && nullable(spark.read().format("delta").load(path).schema()).equals(nullable(schema));
  }

  private static String nullable(StructType schema) {
    return ((StructType) schema.asNullable()).toDDL().replaceAll(" COMMENT '[^']*'", "");
  }
}
