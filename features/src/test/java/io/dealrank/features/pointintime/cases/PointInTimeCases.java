package io.dealrank.features.pointintime.cases;

import io.dealrank.testing.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a folder of cases on the engine and prints a line per value: case, query, feature, expected,
 * got, whether they are equal, and what other stores got where that is known. Counts follow. The
 * exit code is 1 if a value differs.
 */
public final class PointInTimeCases {
  private PointInTimeCases() {}

  /** Runs the cases of the folder that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    boolean equal;
    try (SparkSession spark = session()) {
      equal = run(spark, Path.of(arguments[0]), System.out);
    }
    System.exit(equal ? 0 : 1);
  }

  /** Prints the table; returns whether there are cases and all values are equal. */
  static boolean run(SparkSession spark, Path folder, PrintStream out) throws IOException {
    List<Case> cases = Case.read(folder);
    Peers peers = Peers.read(folder);
    List<Line> lines = CaseRun.lines(spark, cases, Arrangement.PLAIN);
    print(table(lines, peers), out);
    long equal = lines.stream().filter(Line::equal).count();
    out.printf("%n%d cases, %d values, %d equal%n", cases.size(), lines.size(), equal);
    for (Peers.Count count : peers.counts(cases)) {
      out.printf(
          "%s: %d of %d features of queries differ, %d unsupported%n",
          count.peer(), count.different(), count.asked(), count.unsupported());
    }
    return !lines.isEmpty() && equal == lines.size();
  }

  private static List<List<String>> table(List<Line> lines, Peers peers) {
    List<List<String>> table = new ArrayList<>();
    List<String> title = new ArrayList<>(List.of("case", "qid", "feature", "expected", "got"));
    title.add("equal");
    title.addAll(peers.names());
    table.add(title);
    for (Line line : lines) {
      List<String> cells = new ArrayList<>();
      cells.add(line.name());
      cells.add(line.qid());
      cells.add(line.column());
      cells.add(Comparison.text(line.expected()));
      cells.add(Comparison.text(line.got()));
      cells.add(line.equal() ? "yes" : "NO");
      peers.names().forEach(peer -> cells.add(peers.answer(peer, line)));
      table.add(cells);
    }
    return table;
  }

  private static void print(List<List<String>> table, PrintStream out) {
    int columns = table.get(0).size();
    int[] widths = new int[columns];
    for (List<String> cells : table) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], cells.get(c).length());
      }
    }
    for (List<String> cells : table) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        text.append(cells.get(c)).append(" ".repeat(widths[c] - cells.get(c).length() + 2));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static SparkSession session() {
    return LocalSpark.builder(2)
        .appName("dealrank point-in-time cases")
        .config("spark.sql.datetime.java8API.enabled", "true")
        .getOrCreate();
  }
}
