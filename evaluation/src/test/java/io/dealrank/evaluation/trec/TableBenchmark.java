package io.dealrank.evaluation.trec;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;

import io.dealrank.testing.CpuMeter;
import io.dealrank.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * CPU seconds of evaluating a table in random order against reading and shuffling it. The table is
 * that of the files of {@link TrecBenchmark}, written beside them once, as {@code judged}.
 *
 * <p>Arguments: the folder of the files, repetitions (3 by default), shuffle partitions (8).
 */
final class TableBenchmark {
  private static final List<TrecMeasure> MEASURES =
      TrecMeasure.all(List.of("ndcg", "ndcg_cut_10", "map", "recip_rank", "P_10", "bpref"));
  private static final JudgedTable COLUMNS =
      new JudgedTable("query_id", "listing_id", "label", List.of("model"), null, false);

  private TableBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int repetitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    SparkSession spark =
        LocalSpark.builder(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8)
            .config("spark.log.level", "ERROR")
            .getOrCreate();
    String judged = judged(spark, folder);
    for (int i = 0; i < repetitions; i++) {
      double scan = CpuMeter.printed("scan", () -> nothing(spark.read().parquet(judged)));
      double shuffle =
          CpuMeter.printed(
              "scan and shuffle",
              () -> nothing(spark.read().parquet(judged).repartition(col("query_id"))));
      double inspected = CpuMeter.printed("inspect", () -> inspect(spark.read().parquet(judged)));
      double evaluated = CpuMeter.printed("evaluate", () -> evaluate(spark.read().parquet(judged)));
      System.out.printf(
          Locale.ROOT,
          "against scan and shuffle: evaluate %.2f, with inspect %.2f; inspect / scan %.2f%n",
          evaluated / shuffle,
          (inspected + evaluated) / shuffle,
          inspected / scan);
    }
    spark.stop();
  }

  private static String judged(SparkSession spark, Path folder) {
    Path judged = folder.resolve("judged");
    if (!Files.exists(judged.resolve("_SUCCESS"))) {
      Dataset<Row> run =
          spark
              .read()
              .option("sep", "\t")
              .schema(
                  "query_id STRING, q0 STRING, listing_id STRING, r INT, model DOUBLE, t STRING")
              .csv(folder.resolve("run.tsv").toString());
      Dataset<Row> labels =
          spark
              .read()
              .option("sep", "\t")
              .schema("query_id STRING, q0 STRING, listing_id STRING, label INT")
              .csv(folder.resolve("qrels.tsv").toString())
              .drop("q0");
      run.join(labels, new String[] {"query_id", "listing_id"}, "left")
          .select("query_id", "listing_id", "label", "model")
          .orderBy(rand(1))
          .write()
          .mode("overwrite")
          .parquet(judged.toString());
    }
    return judged.toString();
  }

  private static void inspect(Dataset<Row> table) {
    System.out.println(COLUMNS.inspect(table));
  }

  private static void evaluate(Dataset<Row> table) {
    TableEvaluation evaluation = new TableEvaluation(COLUMNS, TrecEvaluation.of(MEASURES), 2);
    TableSums sums = evaluation.sums(evaluation.perQuery(table));
    System.out.println(evaluation.result(sums, 0).meanLines());
  }

  private static void nothing(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }
}
