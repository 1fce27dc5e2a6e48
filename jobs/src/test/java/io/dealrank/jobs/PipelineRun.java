package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The whole pipeline, run once in a test JVM on a small simulated marketplace whose truth was
 * deleted before. A test class that wants it names {@link Shared} after SharedSpark and takes it as
 * a parameter.
 *
 * @param spark the session
 * @param output the folder given with --output
 * @param ran the command {@code run}
 */
record PipelineRun(SparkSession spark, Path output, Ran ran) implements AutoCloseable {
  static final Path VERTICAL =
      Path.of(System.getProperty("dealrank.root", "..")).resolve("conf/verticals/resumes.yaml");

  /** The workspace that it made. */
  Workspace workspace() {
    return new Workspace(spark, output + "/resumes");
  }

  /** Runs another command on the same workspace. */
  Ran command(String name) {
    return Ran.command(
        name, "--vertical", VERTICAL.toString(), "--output", output.toString(), "--json");
  }

  /** A number that changes with every change of a row, but not with the order of rows. */
  static String content(Dataset<Row> rows) {
    Dataset<Row> hashed = rows.select(functions.xxhash64(functions.to_json(row(rows))).as("hash"));
    Row sum =
        hashed
            .agg(
                functions.count("hash"),
                functions.expr("sum(cast(hash as decimal(38, 0)))"),
                functions.expr("bit_xor(hash)"))
            .head();
    return sum.toString();
  }

  private static org.apache.spark.sql.Column row(Dataset<Row> rows) {
    return functions.struct(
        java.util.Arrays.stream(rows.columns())
            .map(name -> functions.col("`" + name + "`"))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  private static PipelineRun start(SparkSession spark) {
    try {
      Path output = Files.createTempDirectory("dealrank-pipeline");
      Ran simulated =
          Ran.command(
              "simulate", "--searches", "400", "--days", "45", "--output", output.toString());
      assertThat(simulated.code()).as(simulated.err()).isZero();
      remove(output.resolve("truth"));
      Ran ran =
          Ran.command(
              "run",
              "--vertical",
              VERTICAL.toString(),
              "--input",
              output.resolve("marketplace").toString(),
              "--output",
              output.toString(),
              "--json");
      assertThat(ran.code()).as(ran.err()).isZero();
      return new PipelineRun(spark, output, ran);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The report as JSON. */
  JsonNode report() throws IOException {
    Path reports = output.resolve("resumes/reports");
    String current = Files.readString(reports.resolve("CURRENT")).strip();
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(reports.resolve(current).resolve("report.json").toFile());
  }

  @Override
  public void close() throws IOException {
    remove(output);
  }

  /** Gives tests the one run of this JVM. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PipelineRun.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      SparkSession spark =
          (SparkSession) new io.dealrank.testing.SharedSpark().resolveParameter(parameter, context);
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(PipelineRun.class))
          .getOrComputeIfAbsent(PipelineRun.class, type -> start(spark));
    }
  }
}
