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

  @Test
  void the_complete_mode_counts_a_query_that_was_not_returned_as_0() throws IOException {
    Qrels qrels = qrels("a 0 x 1", "b 0 x 1", "b 0 y 1");
    Run run = run("a Q0 x 1 1 t", "c Q0 x 1 1 t");
    List<TrecMeasure> measures = TrecMeasure.all(List.of("map", "gm_map", "num_rel", "num_q"));
    TrecConventions complete = TrecConventions.TREC_EVAL.overAllJudgedQueries();
    TrecResult result = new TrecEvaluation(measures, complete).evaluate(qrels, run);
    assertThat(result.counts()).isEqualTo(new TrecResult.Counts(2, 0, 1, 1));
    assertThat(result.lines())
        .startsWith("map\ta\t1.0", "map\tb\t0.0", "map\tall\t0.5")
        .contains("num_rel\tb\t2", "num_rel\tall\t3", "num_q\tall\t2")
        .doesNotContain("num_q\ta\t1");
    assertThat(result.mean("gm_map")).isCloseTo(Math.sqrt(1 * 0.00001), within(1e-15));
  }

  @Test
  void the_depth_is_cut_in_ranked_order_before_documents_without_judgment_are_removed()
      throws IOException {
    Qrels qrels = qrels("1 0 a 1", "1 0 b -1", "1 0 c 1");
    Run run = run("1 Q0 a 1 1 t", "1 Q0 c 2 1 t", "1 Q0 b 3 1 t", "1 Q0 z 4 1 t");
    TrecConventions conventions = TrecConventions.TREC_EVAL.withDepth(3).judgedDocumentsOnly();
    TrecResult result =
        new TrecEvaluation(TrecMeasure.all(List.of("num_ret", "map")), conventions)
            .evaluate(qrels, run);
    assertThat(result.lines()).contains("num_ret\t1\t1", "map\t1\t0.5");
  }

  @Test
  void the_level_decides_what_is_relevant_but_not_what_is_gained() throws IOException {
    Qrels qrels = qrels("1 0 a 1", "1 0 b 2");
    Run run = run("1 Q0 a 1 2 t", "1 Q0 b 2 1 t");
    TrecEvaluation level2 =
        new TrecEvaluation(
            TrecMeasure.all(List.of("map", "ndcg")), TrecConventions.TREC_EVAL.withLevel(2));
    TrecResult result = level2.evaluate(qrels, run);
    assertThat(result.mean("map")).isEqualTo(0.5);
    assertThat(result.mean("ndcg"))
        .isEqualTo(TrecEvaluation.of(level2.measures()).evaluate(qrels, run).mean("ndcg"));
  }

  @Test
  void ties_are_broken_by_id_or_position_or_averaged() throws IOException {
    Qrels qrels = qrels("1 0 a 1", "1 0 b 0");
    Path file = Files.write(folder.resolve("ties"), List.of("1 Q0 a 1 0 t", "1 Q0 b 2 -0.0 t"));
    List<TrecMeasure> measures = TrecMeasure.all(List.of("recip_rank"));
    double[] values = new double[3];
    for (Ties ties : Ties.values()) {
      values[ties.ordinal()] =
          new TrecEvaluation(measures, TrecConventions.TREC_EVAL.withTies(ties))
              .evaluate(qrels, Run.read(file, ties))
              .mean("recip_rank");
    }
    assertThat(values).containsExactly(0.5, 0.75, 1);
  }

  @Test
  void a_measure_without_a_known_expectation_over_ties_is_refused() {
    TrecConventions average = TrecConventions.TREC_EVAL.withTies(Ties.AVERAGE);
    assertThatThrownBy(() -> new TrecEvaluation(TrecMeasure.all(List.of("bpref")), average))
        .hasMessageContaining("[bpref]");
  }

  @Test
  void a_query_without_a_relevant_document_is_left_out_where_asked_for() throws IOException {
    Qrels qrels = qrels("a 0 x 1", "b 0 x 0");
    Run run = run("a Q0 x 1 1 t", "b Q0 x 1 1 t");
    TrecConventions skip = TrecConventions.TREC_EVAL.withUndefined(TrecConventions.Undefined.SKIP);
    for (String name :
        List.of("ndcg", "map", "recip_rank", "P_1", "recall_1", "success_1", "Rprec", "bpref")) {
      TrecResult result =
          new TrecEvaluation(TrecMeasure.all(List.of(name)), skip).evaluate(qrels, run);
      assertThat(result.mean(name)).as(name).isEqualTo(1);
      assertThat(result.undefined(name)).as(name).isEqualTo(1);
      assertThat(TrecEvaluation.of(result.measures()).evaluate(qrels, run).mean(name))
          .as(name)
          .isEqualTo(0.5);
    }
  }

  @Test
  void scores_that_differ_only_beyond_single_precision_do_not_tie() throws IOException {
    Run run =
        run(
            "1 Q0 a 1 0.10000000000000002 t",
            "1 Q0 b 2 0.1 t",
            "1 Q0 c 3 1e308 t",
            "1 Q0 d 4 -1e-320 t",
            "1 Q0 e 5 4.9e-324 t",
            "1 Q0 f 6 0 t");
    assertThat(run.ranking("1")).containsExactly("c", "a", "b", "e", "f", "d");
  }

  @Test
  void a_group_stands_for_its_measures_and_none_may_come_twice() {
    assertThat(TrecMeasure.all(List.of("success")))
        .extracting(TrecMeasure::name)
        .containsExactly("success_1", "success_5", "success_10");
    assertThat(TrecMeasure.all(List.of("official"))).hasSize(29);
    assertThatThrownBy(() -> TrecMeasure.all(List.of("P_5", "P")))
        .hasMessageContaining("'P_5' is given twice");
    for (String name : List.of("rbp_1", "rbp_0", "iprec_at_recall_1.1", "P_1.5", "map_cut", "")) {
      assertThatThrownBy(() -> TrecMeasure.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Qrels qrels(String... rows) throws IOException {
    return Qrels.read(Files.write(folder.resolve("qrels"), List.of(rows)));
  }

  private Run run(String... rows) throws IOException {
    return Run.read(Files.write(folder.resolve("run"), List.of(rows)));
  }
}
