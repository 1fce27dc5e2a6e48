package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.evaluation.metrics.ListAuc;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The fixtures of Lambda Learner, which updates the random effect of one entity: a ridge regression
 * with offsets from a fixed effect, a logistic regression, and its sequential Bayesian form. There
 * the penalty covers the intercept. The fixtures lie beside the checkout; without them the tests
 * that need them are skipped.
 */
@ExtendWith(SharedSpark.class)
class LambdaLearnerTest {
  private static final Path DATA =
      Path.of(System.getProperty("dealrank.root", "."))
          .resolve("../shared/gold/ranker/lambda_learner/resource")
          .normalize();
  private static final StructType SCHEMA =
      new StructType()
          .add("entity", DataTypes.StringType)
          .add("label", DataTypes.DoubleType)
          .add("offset", DataTypes.DoubleType)
          .add("x", SQLDataTypes.VectorType());

  /** Rows with the intercept as the first entry of x. */
  private record Fixture(double[][] x, double[] labels, double[] offsets) {
    double[] scores(double[] w) {
      double[] scores = offsets.clone();
      for (int i = 0; i < scores.length; i++) {
        for (int j = 0; j < w.length; j++) {
          scores[i] += x[i][j] * w[j];
        }
      }
      return scores;
    }

    LocalProblem problem(Loss loss, double[] means, double precision) {
      int width = x[0].length;
      double[] weights = new double[labels.length];
      Arrays.fill(weights, 1);
      double[] precisions = new double[width];
      Arrays.fill(precisions, precision);
      double[] flat = Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
      return new LocalProblem(loss)
          .rows(FeatureRows.dense(width, flat), labels, weights, offsets, 0, labels.length, 1)
          .coefficients(width, false, means, precisions, 0);
    }

    /** {@code (X'X + l2 I)^-1 X'(label - offset)} by elimination. */
    double[] ridge(double l2) {
      int n = x[0].length;
      double[][] a = new double[n][n + 1];
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < n; k++) {
            a[j][k] += x[i][j] * x[i][k];
          }
          a[j][n] += x[i][j] * (labels[i] - offsets[i]);
        }
      }
      for (int j = 0; j < n; j++) {
        a[j][j] += l2;
      }
      for (int pivot = 0; pivot < n; pivot++) {
        for (int j = 0; j < n; j++) {
          double factor = j == pivot ? 0 : a[j][pivot] / a[pivot][pivot];
          for (int k = pivot; k <= n; k++) {
            a[j][k] -= factor * a[pivot][k];
          }
        }
      }
      double[] w = new double[n];
      for (int j = 0; j < n; j++) {
        w[j] = a[j][n] / a[j][j];
      }
      return w;
    }

    /** Coefficients of the one entity by the public estimator, the intercept first. */
    double[] fit(SparkSession spark, String objective, double l2) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        double[] features = Arrays.copyOfRange(x[i], 1, x[i].length);
        rows.add(RowFactory.create("359", labels[i], offsets[i], Vectors.dense(features)));
      }
      GlmixModel model =
          new GlmixClassifier()
              .setCoordinates(Coordinate.randomEffect("user", "entity", "x").withL2(l2))
              .setObjective(objective)
              .setOffsetColumn("offset")
              .fit(spark.createDataFrame(rows, SCHEMA));
      int width = x[0].length;
      double[] w = new double[width];
      for (Row row : model.coefficients().collectAsList()) {
        w[(row.<Integer>getAs("index") + 1) % width] = row.<Double>getAs("mean");
      }
      return w;
    }
  }

  /**
   * The published coefficients are where L-BFGS stopped: 4.24e-6 from the minimum, which is a
   * solution of linear equations.
   */
  @Test
  void the_ridge_fixture_ends_at_the_published_coefficients(SparkSession spark) throws IOException {
    double[] initial = numbers(read("movie-lense-initital-fixed-effect-model"));
    double[] expected = numbers(read("movie-lense-final-model-u359"));
    Fixture train = ratings(read("movie-lense-training-data-u359"), initial);
    Fixture test = ratings(read("movie-lense-test-data-u359"), initial);

    double[] w = train.fit(spark, "squared", 10);

    assertThat(w).hasSize(31);
    System.out.printf("ridge: largest difference %.2e%n", largestDifference(w, expected));
    assertThat(w).containsExactly(train.ridge(10), within(1e-9));
    assertThat(w).containsExactly(expected, within(5e-6));
    assertThat(rmse(test, new double[31])).isCloseTo(.705364, within(1e-6));
    assertThat(rmse(test, w)).isCloseTo(.699849, within(1e-6));
  }

  @Test
  void the_hessian_of_the_small_case_is_exact() {
    Fixture small =
        new Fixture(
            new double[][] {{1, .5, 3}, {.5, 0, 1}}, new double[] {0, 1}, new double[] {-.25, 1});
    double[] w = {.25, .75, -1.5};

    double[] bayesian = small.problem(Loss.LOGISTIC, w, 1).hessian(w);
    double[] ridged = small.problem(Loss.LOGISTIC, null, 10).hessian(w);

    double[] published = {
      1.076006603, .007826689, 1.003913344, .167666585, .023480067, 1.382293306
    };
    assertThat(bayesian).containsExactly(published, within(2e-9));
    for (int diagonal : new int[] {0, 2, 5}) {
      published[diagonal] += 9;
    }
    assertThat(ridged).containsExactly(published, within(2e-9));
  }

  @Test
  void the_logistic_fixture_ends_at_the_published_loss_and_auc(SparkSession spark)
      throws IOException {
    Fixture rows = records(read("mock-ntv-data-1k.json"));
    LocalProblem problem = rows.problem(Loss.LOGISTIC, null, 10);
    double[] start = start(rows);
    assertThat(problem.value(start)).isCloseTo(153042.61089443817, within(1e-6));
    assertThat(auc(rows, start)).isCloseTo(.5290581162324649, within(1e-12));

    double[] w = rows.fit(spark, "logistic", 10);

    System.out.printf("logistic: loss %.12f%n", problem.value(w));
    assertThat(problem.value(w)).isCloseTo(15.666764037573559, within(1e-7));
    assertThat(auc(rows, w)).isCloseTo(.6137274549098197, within(1e-12));
    double[] solved = start.clone();
    assertThat(LocalMinimum.find(problem, solved)).as("steps from afar").isPositive();
    assertThat(solved).containsExactly(w, within(1e-6));
  }

  /**
   * Precision 10 around the older coefficients, forgotten by .8, and .2 of the penalty of strength
   * 10: {@code 8/2 |w - m|^2 + 2/2 |w|^2 = 10/2 |w - .8 m|^2 + .8 |m|^2}.
   */
  @Test
  void the_sequential_bayesian_fixture_ends_at_the_published_loss_and_auc() throws IOException {
    Fixture rows = records(read("mock-ntv-data-1k.json"));
    double[] older = start(rows);
    double[] means = Arrays.stream(older).map(m -> .8 * m).toArray();
    double constant = .8 * Arrays.stream(older).map(m -> m * m).sum();
    LocalProblem problem = rows.problem(Loss.LOGISTIC, means, 10);
    assertThat(problem.value(older) + constant).isCloseTo(112946.61089443817, within(1e-6));

    double[] w = older.clone();
    assertThat(LocalMinimum.find(problem, w)).isPositive();

    System.out.printf("sequential: loss %.9f%n", problem.value(w) + constant);
    assertThat(problem.value(w) + constant).isCloseTo(15104.873256903807, within(1e-5));
    assertThat(auc(rows, w)).isCloseTo(.7059118236472945, within(1e-12));
  }

  private static List<String> read(String name) throws IOException {
    Path path = DATA.resolve(name);
    assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
  }

  private static double[] numbers(List<String> lines) {
    return lines.stream().mapToDouble(Double::parseDouble).toArray();
  }

  /** Lines of time, label and features; the offset is the score of a fixed effect. */
  private static Fixture ratings(List<String> lines, double[] fixedEffect) {
    double[][] x = new double[lines.size()][fixedEffect.length];
    double[] labels = new double[lines.size()];
    for (int i = 0; i < x.length; i++) {
      String[] cells = lines.get(i).split("\t");
      labels[i] = Double.parseDouble(cells[1]);
      x[i][0] = 1;
      for (int j = 2; j < cells.length; j++) {
        x[i][j - 1] = Double.parseDouble(cells[j]);
      }
    }
    Fixture plain = new Fixture(x, labels, new double[labels.length]);
    return new Fixture(x, labels, plain.scores(fixedEffect));
  }

  /** Records of name-term-value features, by order of appearance. */
  private static Fixture records(List<String> lines) throws IOException {
    Map<String, Integer> columns = new HashMap<>();
    List<JsonNode> records = new ArrayList<>();
    for (String line : lines) {
      JsonNode node = new ObjectMapper().readTree(line);
      records.add(node);
      for (JsonNode f : node.get("features")) {
        columns.putIfAbsent(key(f), columns.size() + 1);
      }
    }
    double[][] x = new double[records.size()][columns.size() + 1];
    double[] labels = new double[records.size()];
    double[] offsets = new double[records.size()];
    for (int i = 0; i < x.length; i++) {
      JsonNode node = records.get(i);
      assertThat(node.get("weight").asDouble()).isEqualTo(1);
      labels[i] = node.get("label").asDouble() > 0 ? 1 : 0;
      offsets[i] = node.get("offset").asDouble();
      x[i][0] = 1;
      for (JsonNode f : node.get("features")) {
        x[i][columns.get(key(f))] = f.get("value").asDouble();
      }
    }
    return new Fixture(x, labels, offsets);
  }

  private static String key(JsonNode feature) {
    return feature.get("name").asText() + '\u0001' + feature.get("term").asText();
  }

  /** The published start: 4 and 100 for two columns that are 1 in every row, else 1. */
  private static double[] start(Fixture rows) {
    double[] w = new double[rows.x()[0].length];
    Arrays.fill(w, 1);
    w[0] = 4;
    int everywhere = 0;
    for (int j = 1; everywhere == 0 && j < w.length; j++) {
      int column = j;
      if (Arrays.stream(rows.x()).allMatch(x -> x[column] == 1)) {
        everywhere = column;
      }
    }
    assertThat(everywhere).isPositive();
    w[everywhere] = 100;
    return w;
  }

  private static double auc(Fixture rows, double[] w) {
    int[] grades = Arrays.stream(rows.labels()).mapToInt(label -> (int) label).toArray();
    return ListAuc.of(grades, rows.scores(w));
  }

  private static double rmse(Fixture rows, double[] w) {
    double[] scores = rows.scores(w);
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += Math.pow(scores[i] - rows.labels()[i], 2);
    }
    return Math.sqrt(sum / scores.length);
  }

  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int j = 0; j < a.length; j++) {
      largest = Math.max(largest, Math.abs(a[j] - b[j]));
    }
    return largest;
  }
}
