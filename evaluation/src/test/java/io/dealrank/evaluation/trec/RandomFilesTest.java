package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random files with interleaved queries, many ties, odd ids and every grade from -3 to 4. */
class RandomFilesTest {
  private static final List<TrecMeasure> MEASURES =
      TrecMeasure.all(List.of("ndcg", "map", "bpref", "num_ret"));

  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 1000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equal_the_naive_evaluation_in_every_mode_and_any_order_of_the_rows(int seed)
      throws IOException {
    Random random = new Random(seed);
    List<String> qrels = new ArrayList<>();
    List<String> run = new ArrayList<>();
    for (int q = 0; q < 1 + random.nextInt(6); q++) {
      for (String document : DrawnText.documents(random, 20)) {
        qrels.add("q%d\t0\t%s\t%d".formatted(q, document, random.nextInt(8) - 3));
      }
      boolean returned = q == 0 || random.nextInt(4) > 0;
      for (String document : returned ? DrawnText.documents(random, 20) : Set.<String>of()) {
        run.add("q%d\tQ0\t%s\t1\t%s\tt".formatted(q, document, DrawnText.score(random)));
      }
    }
    run.add("unjudged\tQ0\ta\t1\t1\tt");
    boolean complete = random.nextBoolean();
    boolean condensed = random.nextBoolean();
    int level = 1 + random.nextInt(3);
    int depth = 1 + random.nextInt(20);
    Map<String, Map<String, Double>> expected =
        new NaiveTrecEval(qrels, run).evaluate(complete, condensed, level, depth);
    Collections.shuffle(qrels, random);
    Collections.shuffle(run, random);
    TrecConventions conventions = TrecConventions.TREC_EVAL.withLevel(level).withDepth(depth);
    conventions = complete ? conventions.overAllJudgedQueries() : conventions;
    conventions = condensed ? conventions.judgedDocumentsOnly() : conventions;
    TrecResult result =
        new TrecEvaluation(MEASURES, conventions)
            .evaluate(
                Qrels.read(Files.write(folder.resolve("qrels"), qrels)),
                Run.read(Files.write(folder.resolve("run"), run)));
    for (TrecMeasure measure : MEASURES) {
      Map<String, Double> byQuery = expected.get(measure.name());
      assertThat(result.queries()).as("seed %d", seed).hasSize(byQuery.size());
      double[] values = result.values(measure.name());
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i])
            .as("seed %d: %s of %s", seed, measure, result.queries().get(i))
            .isCloseTo(byQuery.get(result.queries().get(i)), within(1e-12));
      }
    }
  }
}
