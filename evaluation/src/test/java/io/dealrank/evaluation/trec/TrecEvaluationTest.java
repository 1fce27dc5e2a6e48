package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrecEvaluationTest {
  private static final double RANK_2 = Discount.LOG2.at(2);

  @TempDir Path folder;

  @Test
  void queries_in_both_files_count_and_a_query_without_relevant_is_0() throws IOException {
    Qrels qrels = qrels("b 0 x 1", "b 0 y 0", "a 0 x 0", "unreturned 0 x 1");
    Run run = run("b Q0 y 1 2.0 t", "b Q0 x 2 1.0 t", "a Q0 x 1 1.0 t", "unjudged Q0 x 1 1 t");
    TrecResult result = TrecEvaluation.of(List.of(TrecMeasure.of("ndcg"))).evaluate(qrels, run);
    assertThat(result.counts()).isEqualTo(new TrecResult.Counts(2, 1, 1, 1));
    assertThat(result.lines())
        .containsExactly("ndcg\ta\t0.0", "ndcg\tb\t" + RANK_2, "ndcg\tall\t" + RANK_2 / 2);
  }

  @Test
  void equal_scores_are_ordered_by_document_id_descending_in_utf8_bytes() throws IOException {
    Run run =
        run("1 Q0 10 1 1 t", "1 Q0 9 2 1.0 t", "1 Q0 \uFF5E 3 1e0 t", "1 Q0 \uD83D\uDE00 4 1 t");
    assertThat(run.ranking("1")).containsExactly("\uD83D\uDE00", "\uFF5E", "9", "10");
  }

  @Test
  void gain_and_discount_are_conventions_of_the_evaluation() throws IOException {
    Qrels qrels = qrels("1\t0\ta\t2", "1\t0\tb\t1");
    Run run = run("1\tQ0\tb\t1\t9\tt", "1\tQ0\ta\t2\t8\tt");
    TrecResult result =
        new TrecEvaluation(
                List.of(TrecMeasure.of("ndcg_cut_2")), Gain.EXPONENTIAL, Discount.ARTICLE)
            .evaluate(qrels, run);
    assertThat(result.mean("ndcg_cut_2"))
        .isCloseTo((1 + 3 / Math.log(3)) / (3 + 1 / Math.log(3)), within(1e-15));
  }

  @Test
  void an_unknown_measure_is_refused_with_the_names_and_the_nearest() {
    assertThatThrownBy(() -> TrecMeasure.of("ncdg_cut_10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'ncdg_cut_10'")
        .hasMessageContaining("Did you mean ndcg_cut_K?")
        .hasMessageContaining("recip_rank");
    assertThatThrownBy(() -> TrecMeasure.of("P_0")).hasMessageContaining("Did you mean P_K?");
  }

  private Qrels qrels(String... rows) throws IOException {
    return Qrels.read(Files.write(folder.resolve("qrels"), List.of(rows)));
  }

  private Run run(String... rows) throws IOException {
    return Run.read(Files.write(folder.resolve("run"), List.of(rows)));
  }
}
