package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;

import io.dealrank.evaluation.table.RowChecks;
import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * A table given by its path on the command line.
 *
 * @param option that named it, for messages
 * @param format null: CSV, TSV and JSON by their extension, Delta where the folder holds a log,
 *     else Parquet
 */
record TableFile(SparkSession spark, String option, String path, Format format) {
  /** What a table is written in. */
  enum Format {
    CSV,
    TSV,
    JSON,
    PARQUET,
    DELTA;

    /** Whether numbers are written as text. */
    boolean isText() {
      return this == CSV || this == TSV || this == JSON;
    }

    /** Between the fields of a row. */
    String separator() {
      return this == TSV ? "\t" : ",";
    }
  }

  TableFile(SparkSession spark, String option, String path) {
    this(spark, option, path, null);
  }

  /** The table of {@code --table}, in the format of {@code --table-format} if that is given. */
  static TableFile of(Invocation invocation) {
    CommandLine arguments = invocation.arguments();
    String format = arguments.value("table-format");
    Format given = format == null ? null : Choice.of("table-format", format, Format.values());
    return new TableFile(invocation.spark(), "table", arguments.value("table"), given);
  }

  /**
   * The rows; text columns of CSV and TSV are read as they are.
   *
   * @throws ConfigurationException if there is no such table, or it cannot be read
   */
  Dataset<Row> read() {
    requireExists();
    Format kind = kind();
    try {
      return load(reader(kind).option("mode", "FAILFAST"), kind);
    } catch (Exception failed) {
      throw unreadable(failed);
    }
  }

  /**
   * The rows with {@link RowChecks#FILE} and, where the table is text, {@link
   * RowChecks#BROKEN_ROW}: a row that cannot be parsed is there to be told, not an error yet.
   */
  Dataset<Row> readWithPlaces() {
    requireExists();
    Format kind = kind();
    try {
      Dataset<Row> rows = load(reader(kind), kind);
      if (kind == Format.CSV || kind == Format.TSV) {
        rows =
            load(
                reader(kind)
                    // else a short row is sound where the fields it lacks are not asked for
                    .option("columnPruning", "false")
                    .schema(rows.schema().add(RowChecks.BROKEN_ROW, DataTypes.StringType)),
                kind);
      }
      return rows.withColumn(RowChecks.FILE, col("_metadata.file_path"));
    } catch (Exception failed) {
      throw unreadable(failed);
    }
  }

  /**
   * Refuses a table with rows that cannot be read: names the first, with file and line where the
   * table is text.
   */
  void requireSound(List<RowChecks.Fault> faults) {
    if (faults.isEmpty()) {
      return;
    }
    RowChecks.Fault fault = faults.get(0);
    String keys =
        fault.keys().entrySet().stream()
            .map(key -> key.getKey() + " " + key.getValue())
            .collect(Collectors.joining(", "));
    throw new ConfigurationException(
        place(fault)
            + ": "
            + fault.problem()
            + (fault.text() == null || fault.text().isEmpty() ? "" : ": '" + fault.text() + "'")
            + (keys.isEmpty() ? "" : " (" + keys + ")")
            + (fault.rows() > 1 ? "; " + fault.rows() + " rows are so" : "")
            + ".",
        "A wrong row would change the numbers in silence.",
        fault.remedy());
  }

  /**
   * Refuses a table that lacks columns.
   *
   * @param missing the columns that it lacks
   * @param remedy how they are named
   */
  void requireNone(List<String> missing, Dataset<Row> table, String remedy) {
    if (missing.isEmpty()) {
      return;
    }
    List<String> found =
        Arrays.stream(table.columns()).filter(name -> !name.startsWith("__")).toList();
    throw new ConfigurationException(
        "table " + path + " has no column " + String.join(", ", missing) + ".",
        found.isEmpty()
            ? "It has no columns at all."
            : "It has "
                + String.join(", ", found)
                + "; the nearest to "
                + missing.get(0)
                + " is "
                + Names.nearest(missing.get(0), found)
                + ".",
        remedy);
  }

  /** Refuses a table with columns of types that cannot be read, told in words. */
  void requireTypes(List<String> wrong, String remedy) {
    if (!wrong.isEmpty()) {
      throw new ConfigurationException(
          "table " + path + ": " + String.join("; ", wrong) + ".",
          "Values of another type would be compared in a way that nobody meant.",
          remedy);
    }
  }

  private String place(RowChecks.Fault fault) {
    if (fault.file() == null) {
      return "table " + path;
    }
    RowPlace place = new RowPlace(fault.file(), kind(), spark.sessionState().newHadoopConf());
    if (fault.column() == null) {
      return place.ofLine(fault.text());
    }
    Map<String, String> wanted = new LinkedHashMap<>(fault.keys());
    wanted.put(fault.column(), fault.text());
    return place.ofRow(wanted, 1);
  }

  /** What the table is written in. */
  Format kind() {
    if (format != null) {
      return format;
    }
    String name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".csv")) {
      return Format.CSV;
    }
    if (name.endsWith(".tsv")) {
      return Format.TSV;
    }
    if (name.endsWith(".json") || name.endsWith(".jsonl")) {
      return Format.JSON;
    }
    return new DeltaFolder(spark, path).exists() ? Format.DELTA : Format.PARQUET;
  }

  /** What a broken row or file is told as. */
  RuntimeException unreadable(Exception failed) {
    Throwable root = failed;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof DealrankException told) {
      return told;
    }
    if (root instanceof OutOfMemoryError) {
      return new IllegalStateException(root);
    }
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    ConfigurationException told =
        new ConfigurationException(
            "table " + path + " cannot be read.",
            reason,
            "Give with --"
                + option
                + " a .csv or .tsv file with a header, a .json file, or a folder of Parquet or Delta.");
    told.initCause(failed);
    return told;
  }

  private DataFrameReader reader(Format kind) {
    return spark
        .read()
        .option("header", "true")
        .option("sep", kind.separator())
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", RowChecks.BROKEN_ROW);
  }

  private Dataset<Row> load(DataFrameReader reader, Format kind) {
    return switch (kind) {
      case CSV, TSV -> reader.csv(path);
      case JSON -> reader.json(path);
      case PARQUET -> reader.parquet(path);
      case DELTA -> reader.format("delta").load(new DeltaFolder(spark, path).path());
    };
  }

  private void requireExists() {
    try {
      Path file = new Path(path);
      FileSystem files = file.getFileSystem(spark.sessionState().newHadoopConf());
      if (!files.exists(file)) {
        throw new ConfigurationException(
            "table " + path + " does not exist.",
            "It was given with --" + option + ".",
            "Give an existing .csv, .tsv or .json file, or a folder of Parquet or Delta.");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
