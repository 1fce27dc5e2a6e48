package io.dealrank.evaluation.trec;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a run and judgments of a given size and prints what evaluating them costs, reading
 * included: CPU seconds of the process, garbage collection and compilation included.
 *
 * <p>Arguments: rows of the run, queries, repetitions (2,500,000, 50,000 and 1 by default), and
 * optionally a folder in which the files stay.
 */
final class TrecBenchmark {
  private static final List<TrecMeasure> MEASURES =
      TrecMeasure.all(List.of("ndcg", "ndcg_cut_10", "map", "recip_rank", "P_10", "bpref"));

  private TrecBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_500_000;
    int queries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
    int repetitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
    Path folder =
        arguments.length > 3 ? Path.of(arguments[3]) : Files.createTempDirectory("trec-benchmark");
    Path qrels = folder.resolve("qrels.tsv");
    Path run = folder.resolve("run.tsv");
    int judgments = write(qrels, run, queries, rows / queries);
    for (int i = 0; i < repetitions; i++) {
      long before = cpuNanos();
      TrecResult result = TrecEvaluation.of(MEASURES).evaluate(Qrels.read(qrels), Run.read(run));
      double seconds = (cpuNanos() - before) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%d rows of a run, %d judgments, %d queries: %.2f CPU-s, %.2f M rows per CPU-s; ndcg %.6f%n",
          rows,
          judgments,
          queries,
          seconds,
          rows / seconds / 1e6,
          result.mean("ndcg"));
    }
    if (arguments.length <= 3) {
      Files.delete(qrels);
      Files.delete(run);
      Files.delete(folder);
    }
  }

  /** Scores of 17 digits and of 6, one in ten tied, rows of a query not in order. */
  private static int write(Path qrels, Path run, int queries, int length) throws IOException {
    SplittableRandom random = new SplittableRandom(20261126);
    int judgments = 0;
    try (BufferedWriter judged = Files.newBufferedWriter(qrels);
        BufferedWriter returned = Files.newBufferedWriter(run)) {
      for (int query = 0; query < queries; query++) {
        for (int i = 0; i < length; i++) {
          String document = "doc" + (query * 7919L + i * 31L) % 10_000_019L;
          double score = random.nextInt(10) == 0 ? 0.5 : random.nextDouble();
          String text =
              query % 2 == 0 ? Double.toString(score) : String.format(Locale.ROOT, "%.6f", score);
          returned.write(
              "q" + query + "\tQ0\t" + document + "\t" + (i + 1) + "\t" + text + "\trun\n");
          if (i % 5 == 0) {
            judged.write("q" + query + "\t0\t" + document + "\t" + random.nextInt(-1, 3) + "\n");
            judgments++;
          }
        }
      }
    }
    return judgments;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
