package io.dealrank.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.metrics.GroupedAuc;
import io.dealrank.evaluation.metrics.ListAuc;
import io.dealrank.evaluation.metrics.ThresholdAveragePrecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every value that independent tools computed for one file of predictions. The reference files lie
 * beside the checkout; without them these tests are skipped.
 */
class CalibrationGoldTest {
  private static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared/gold/ranking/calibration");

  private String[] queries;
  private double[] p;
  private int[] labels;

  @BeforeEach
  void predictions() throws IOException {
    assumeTrue(Files.isDirectory(GOLD), () -> "no reference files at " + GOLD);
    List<String[]> rows = rows("predictions.tsv");
    queries = rows.stream().map(row -> row[0]).toArray(String[]::new);
    p = rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray();
    labels = rows.stream().mapToInt(row -> Integer.parseInt(row[2])).toArray();
  }

  @Test
  void every_measure_is_reproduced() throws IOException {
    double worst = 0;
    for (String[] row : rows("expected.tsv")) {
      double expected = Double.parseDouble(row[1]);
      assertThat(measure(row[0])).as(row[0]).isCloseTo(expected, within(1e-9));
      worst = Math.max(worst, Math.abs(measure(row[0]) - expected));
    }
    System.out.printf("calibration: largest difference %.2e%n", worst);
  }

  @Test
  void every_bin_is_reproduced() throws IOException {
    for (String[] row : rows("expected_bins.tsv")) {
      String clue = String.join(" ", row);
      ReliabilityCurve curve = curve(row[0], Integer.parseInt(row[1]));
      assertThat(curve.bins()).as(clue).hasSize(Integer.parseInt(row[1]));
      ReliabilityBin bin = curve.bins().get(Integer.parseInt(row[2]));
      assertThat(bin.count()).as(clue).isEqualTo(Long.parseLong(row[3]));
      assertThat(bin.meanPredicted()).as(clue).isCloseTo(Double.parseDouble(row[4]), within(1e-9));
      assertThat(bin.observedRate()).as(clue).isCloseTo(Double.parseDouble(row[5]), within(1e-9));
    }
  }

  private double measure(String name) {
    GroupedAuc grouped = GroupedAuc.of(queries, labels, p);
    if (name.matches("(ece|mce|murphy_.*)_(width|mass)_\\d+")) {
      String[] parts = name.split("_");
      ReliabilityCurve curve =
          curve(parts[parts.length - 2], Integer.parseInt(parts[parts.length - 1]));
      return switch (name.replaceAll("_(width|mass)_\\d+", "")) {
        case "ece" -> curve.expectedError();
        case "mce" -> curve.maximumError();
        case "murphy_reliability" -> curve.brierParts().reliability();
        case "murphy_resolution" -> curve.brierParts().resolution();
        default -> throw new AssertionError(name);
      };
    }
    return switch (name.replaceAll("\\(.*", "")) {
      case "log_loss" -> LogLoss.of(p, labels);
      case "brier" -> BrierScore.of(p, labels);
      case "auc" -> ListAuc.of(labels, p);
      case "average_precision" -> ThresholdAveragePrecision.of(labels, p);
      case "calibration_ratio" -> SegmentSums.of(queries("all"), p, labels).get(0).ratio();
      case "normalised_entropy" -> LogLoss.normalised(p, labels);
      case "murphy_uncertainty" -> curve("width", 10).brierParts().uncertainty();
      case "gauc_weighted_by_rows" -> grouped.weightedByRows();
      case "auc_mean_over_queries" -> grouped.mean();
      case "queries_with_one_class" -> grouped.oneClass();
      case "queries_used" -> grouped.used();
      default -> throw new AssertionError("no such measure: " + name);
    };
  }

  private String[] queries(String same) {
    String[] names = new String[p.length];
    Arrays.fill(names, same);
    return names;
  }

  private ReliabilityCurve curve(String kind, int bins) {
    return kind.equals("width")
        ? ReliabilityCurve.ofEqualWidth(p, labels, bins)
        : ReliabilityCurve.ofEqualCount(p, labels, bins);
  }

  private static List<String[]> rows(String file) throws IOException {
    try (Stream<String> lines = Files.lines(GOLD.resolve(file))) {
      return lines.skip(1).map(line -> line.split("\t")).toList();
    }
  }
}
