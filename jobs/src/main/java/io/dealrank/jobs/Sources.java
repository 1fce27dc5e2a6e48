package io.dealrank.jobs;

import static org.apache.spark.sql.functions.expr;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.SourceTable;
import io.dealrank.features.vertical.TableMapping;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The user's tables of a vertical, opened by name. */
final class Sources implements AutoCloseable {
  private final SparkSession spark;
  private final VerticalFile file;
  private final String input;
  private final Map<String, Dataset<Row>> opened = new HashMap<>();
  private final Map<String, StackExchangeDump> dumps = new HashMap<>();

  /**
   * @param input what {@code ${input}} stands for; null if the command was given none
   */
  Sources(SparkSession spark, VerticalFile file, String input) {
    this.spark = spark;
    this.file = file;
    this.input = input;
  }

  /** The rows that a table is mapped from. */
  Dataset<Row> of(TableMapping mapping, List<String> key) {
    Dataset<Row> rows = mapping.from() != null ? open(mapping.from()) : query(mapping, key);
    return mapping.where() == null ? rows : meant(rows, mapping, key);
  }

  private Dataset<Row> meant(Dataset<Row> rows, TableMapping mapping, List<String> key) {
    List<String> where = new ArrayList<>(key);
    where.add("where");
    return analysed(
        () -> rows.filter(expr(mapping.where())),
        where,
        "the condition does not fit its source",
        "The source has the columns " + String.join(", ", rows.columns()) + ".");
  }

  private Dataset<Row> query(TableMapping mapping, List<String> key) {
    Collection<String> names = file.vertical().sources().keySet();
    names.forEach(name -> open(name).createOrReplaceTempView(name));
    return analysed(
        () -> spark.sql(mapping.sql()),
        key,
        "the query does not fit its sources",
        "The query may use the sources " + String.join(", ", names) + ".");
  }

  /**
   * Rows by an expression of the vertical file; what Spark refuses in it is an error of its key.
   */
  private Dataset<Row> analysed(
      Supplier<Dataset<Row>> rows, List<String> key, String problem, String remedy) {
    try {
      return rows.get();
    } catch (Exception failed) {
      // Spark throws this checked exception without declaring it.
      if (failed instanceof AnalysisException) {
        String first = failed.getMessage().lines().findFirst().orElse("");
        throw file.error(key, problem + ": " + first, remedy);
      }
      throw failed;
    }
  }

  /** The dumps that were opened. */
  Collection<StackExchangeDump> dumps() {
    return dumps.values();
  }

  @Override
  public void close() {
    dumps.values().forEach(StackExchangeDump::close);
  }

  private Dataset<Row> open(String name) {
    return opened.computeIfAbsent(name, this::read);
  }

  private Dataset<Row> read(String name) {
    SourceTable source = file.vertical().sources().get(name);
    String path = path(source);
    if (source.format().equals(StackExchangeDump.FORMAT)) {
      return dumps
          .computeIfAbsent(path, folder -> new StackExchangeDump(spark, folder))
          .table(source.options().get("table"));
    }
    // A broken line must fail the run, never become a row of nulls.
    DataFrameReader reader =
        spark.read().format(source.format()).option("mode", "FAILFAST").options(source.options());
    try {
      return reader.load(path);
    } catch (Exception failed) {
      throw unreadable("source '" + name + "' (" + source.format() + ", " + path + ")", failed);
    }
  }

  /** What a table is read from, as errors name it: name, format and path of each source. */
  String described(TableMapping mapping) {
    Map<String, SourceTable> sources = file.vertical().sources();
    Collection<String> names = mapping.from() == null ? sources.keySet() : List.of(mapping.from());
    return names.stream()
        .map(
            name -> {
              SourceTable source = sources.get(name);
              return "source '" + name + "' (" + source.format() + ", " + path(source) + ")";
            })
        .collect(Collectors.joining(", "));
  }

  /**
   * The failure of reading a source, told with the file and the row that Spark names.
   *
   * @param what the source as {@link #described}
   */
  RuntimeException unreadable(String what, Exception failed) {
    List<String> reasons = new ArrayList<>();
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof DealrankException told) {
        return told;
      }
      if (cause instanceof OutOfMemoryError) {
        return new IllegalStateException(cause);
      }
      String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      if (!message.startsWith("Job aborted") && !message.startsWith("Exception thrown in")) {
        reasons.add(
            message.replaceFirst("^\\[[A-Z_.]+\\] ", "").replaceFirst("\\s+SQLSTATE: \\w+$", ""));
      }
    }
    String first = reasons.isEmpty() ? failed.toString() : reasons.get(0);
    String root = reasons.isEmpty() ? first : reasons.get(reasons.size() - 1);
    DealrankException told =
        new DealrankException(
            what + " cannot be read.",
            first.equals(root) ? first : first + " " + root,
            "Check --input, and the path, format and options of the source in "
                + file.path()
                + "; replace the file if it is damaged. Nothing was written.");
    told.initCause(failed);
    return told;
  }

  private String path(SourceTable source) {
    return input == null ? source.path() : source.path().replace("${input}", input);
  }

  /** Refuses a missing input folder, before a session is started. */
  static void requireInput(VerticalFile file, String input) {
    file.vertical()
        .sources()
        .forEach(
            (name, source) -> {
              if (source.path().contains("${input}") && input == null) {
                throw new ConfigurationException(
                    "--input is missing.",
                    "Source '" + name + "' of " + file.path() + " lies in ${input}.",
                    "Add --input DIR, the folder with your tables.");
              }
            });
  }
}
