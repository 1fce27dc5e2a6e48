package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The same rows as files and as a table: the same values, to the last bit. */
@ExtendWith(SharedSpark.class)
class TableEvaluationTest {
  private static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared", "gold", "ranking");
  private static final TrecConventions TREC = TrecConventions.TREC_EVAL;
  private static final List<TrecConventions> CONVENTIONS =
      List.of(
          TREC,
          TREC.overAllJudgedQueries(),
          TREC.judgedDocumentsOnly(),
          TREC.overAllJudgedQueries().judgedDocumentsOnly().withLevel(2).withDepth(5),
          TREC.withUndefined(TrecConventions.Undefined.SKIP).withLevel(3),
          TREC.withGain(Gain.EXPONENTIAL).withDiscount(Discount.ARTICLE),
          TREC.withDiscount(Discount.LN).withDepth(3),
          TREC.withTies(Ties.AVERAGE),
          TREC.withTies(Ties.RANK).judgedDocumentsOnly());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void random_rows_have_the_values_of_files_under_every_convention(long seed, SparkSession spark)
      throws IOException {
    Random random = new Random(seed);
    List<Path> runs = List.of(folder.resolve("first"), folder.resolve("second"));
    Path qrels = randomFiles(random, runs);
    for (TrecConventions conventions : CONVENTIONS) {
      requireSame(spark, qrels, runs, conventions, random, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ct22", "dl19_passage", "edge", "robust03", "trec_eval_301_303"})
  void reference_runs_have_the_values_of_files(String name, SparkSession spark) throws IOException {
    Path reference = GOLD.resolve(name);
    assumeTrue(Files.isDirectory(reference), () -> "no reference files at " + reference);
    List<Path> runs;
    try (Stream<Path> files = Files.list(reference.resolve("runs"))) {
      runs = files.sorted().toList();
    }
    Random random = new Random(7);
    Path qrels = reference.resolve("qrels.tsv");
    requireSame(spark, qrels, runs, TREC, random, name);
    requireSame(
        spark, qrels, runs, TREC.overAllJudgedQueries().judgedDocumentsOnly(), random, name);
  }

  @Test
  void a_position_is_a_run_in_ascending_order(SparkSession spark) {
    Dataset<Row> table =
        spark.sql(
            "SELECT * FROM VALUES ('1', 'a', 0, 1), ('1', 'b', 1, 2), ('2', 'a', 1, 1),"
                + " ('3', 'a', 1, NULL) AS t(query_id, listing_id, label, position)");
    JudgedTable columns =
        new JudgedTable("query_id", "listing_id", "label", List.of(), "position", false);
    TableEvaluation evaluation =
        new TableEvaluation(columns, TrecEvaluation.of(List.of(TrecMeasure.of("recip_rank"))), 1);
    Dataset<Row> perQuery = evaluation.perQuery(table);
    TableSums sums = evaluation.sums(perQuery);
    TrecResult result = evaluation.result(sums, 0, perQuery.collectAsList());
    assertThat(result.lines())
        .containsExactly("recip_rank\t1\t0.5", "recip_rank\t2\t1.0", "recip_rank\tall\t0.75");
    assertThat(result.counts()).isEqualTo(new TrecResult.Counts(2, 0, 0, 1));
  }

  @Test
  void the_first_listing_that_is_twice_in_a_query_is_named(SparkSession spark) {
    Dataset<Row> table =
        spark.sql(
            "SELECT * FROM VALUES (2, 5, 0, 1D), (2, 5, 1, 2D), (1, 7, 1, 1D), (1, 7, 1, 1D),"
                + " (3, 1, 1, 1D) AS t(query_id, listing_id, label, score)");
    JudgedTable columns =
        new JudgedTable("query_id", "listing_id", "label", List.of("score"), null, false);
    TableEvaluation evaluation =
        new TableEvaluation(columns, TrecEvaluation.of(TrecMeasure.DEFAULTS), 1);
    for (int partitions : List.of(1, 4)) {
      assertThat(evaluation.sums(evaluation.perQuery(table.repartition(partitions))).duplicate())
          .isEqualTo(new TableSums.Duplicate("1", "7"));
    }
  }

  /** The shipped configuration sends results of tasks by Kryo. */
  @Test
  void sums_are_sent_by_every_serializer_of_spark(SparkSession spark) {
    Dataset<Row> table =
        spark.sql(
            "SELECT * FROM VALUES (1, 5, 0, 1D), (1, 6, 1, 2D), (2, 1, 1, 1D), (2, 1, 1, 1D)"
                + " AS t(query_id, listing_id, label, score)");
    JudgedTable columns =
        new JudgedTable("query_id", "listing_id", "label", List.of("score"), null, false);
    TableEvaluation evaluation =
        new TableEvaluation(columns, TrecEvaluation.of(TrecMeasure.DEFAULTS), 1);
    TableSums sums = evaluation.sums(evaluation.perQuery(table));
    ClassTag<TableSums> tag = ClassTag$.MODULE$.apply(TableSums.class);
    SparkConf configuration = new SparkConf(false);
    for (Serializer serializer :
        List.of(new KryoSerializer(configuration), new JavaSerializer(configuration))) {
      SerializerInstance instance = serializer.newInstance();
      TableSums sent = instance.deserialize(instance.serialize(sums, tag), tag);
      assertThat(sent.duplicate()).isEqualTo(new TableSums.Duplicate("2", "1"));
      assertThat(evaluation.result(sent, 0).meanLines())
          .isEqualTo(evaluation.result(sums, 0).meanLines());
    }
  }

  @Test
  void one_shuffle_and_neither_a_window_nor_a_collected_list(SparkSession spark) {
    Dataset<Row> table =
        spark
            .range(100)
            .selectExpr("id % 7 query_id", "id listing_id", "int(id % 2) label", "rand(1) score");
    JudgedTable columns =
        new JudgedTable("query_id", "listing_id", "label", List.of("score"), null, false);
    String plan =
        new TableEvaluation(columns, TrecEvaluation.of(TrecMeasure.DEFAULTS), 1)
            .perQuery(table)
            .queryExecution()
            .executedPlan()
            .toString();
    assertThat(plan.split("Exchange hashpartitioning", -1)).as(plan).hasSize(2);
    assertThat(plan).doesNotContain("Window", "collect_list");
  }

  private static void requireSame(
      SparkSession spark,
      Path qrels,
      List<Path> runs,
      TrecConventions conventions,
      Random random,
      String what)
      throws IOException {
    TrecEvaluation evaluation = new TrecEvaluation(measures(conventions), conventions);
    JudgedRows judged = JudgedRows.of(qrels, runs);
    JudgedTable columns = judged.columns(false);
    if (conventions.ties() == Ties.RANK) {
      columns = judged.columns(true);
    }
    Dataset<Row> table = judged.table(spark, random);
    JudgedTable.Inspection inspection = columns.inspect(table);
    assertThat(inspection.faults()).as(what).isEmpty();
    TableEvaluation onTable = new TableEvaluation(columns, evaluation, inspection.highestGrade());
    Dataset<Row> perQuery = onTable.perQuery(table);
    TableSums sums = onTable.sums(perQuery);
    List<Row> rows = perQuery.collectAsList();
    Qrels judgments = Qrels.read(qrels);
    int first = columns.runs().size() - runs.size();
    for (int run = 0; run < runs.size(); run++) {
      TrecResult expected =
          evaluation.evaluate(judgments, Run.read(runs.get(run), conventions.ties()));
      TrecResult actual = onTable.result(sums, first + run, rows);
      assertThat(actual.lines()).as("%s %s", what, conventions).isEqualTo(expected.lines());
      assertThat(actual.counts()).as("%s %s", what, conventions).isEqualTo(expected.counts());
      TrecResult means = onTable.result(sums, first + run);
      assertThat(means.meanLines()).isEqualTo(expected.meanLines());
      assertThat(means.undefined()).isEqualTo(expected.undefined());
    }
    long evaluated = rows.stream().filter(row -> !row.isNullAt(4)).count();
    Dataset<Row> values = onTable.values(perQuery);
    assertThat(values.count()).isEqualTo(evaluated);
    assertThat(values.select(functions.max("run")).head().getString(0))
        .isEqualTo(columns.runs().get(columns.runs().size() - 1));
  }

  private static List<TrecMeasure> measures(TrecConventions conventions) {
    List<TrecMeasure> measures = new ArrayList<>();
    for (String shape : TrecMeasure.shapes()) {
      for (String parameter : List.of("3", "10")) {
        String name =
            shape
                .replaceAll("K$", parameter)
                .replaceAll("P$", "0." + parameter)
                .replaceAll("X$", "0." + parameter);
        name = shape.equals("set_P") || shape.equals("set_relative_P") ? shape : name;
        TrecMeasure measure = TrecMeasure.of(name);
        boolean twice = measures.stream().anyMatch(m -> m.name().equals(measure.name()));
        if (!twice && (conventions.ties() != Ties.AVERAGE || measure.hasTieAverage())) {
          measures.add(measure);
        }
      }
    }
    return measures;
  }

  /** A document has the same rank in both runs: its position in production. */
  private Path randomFiles(Random random, List<Path> runs) throws IOException {
    List<String> qrels = new ArrayList<>();
    List<List<String>> lines = List.of(new ArrayList<>(), new ArrayList<>());
    for (int q = 0; q < 40; q++) {
      boolean judged = random.nextInt(5) > 0;
      for (String document : judged ? DrawnText.documents(random, 30) : Set.<String>of()) {
        qrels.add("q%d\t0\t%s\t%d".formatted(q, document, random.nextInt(8) - 3));
      }
      for (List<String> run : lines) {
        boolean returned = random.nextInt(4) > 0;
        for (String document : returned ? DrawnText.documents(random, 30) : Set.<String>of()) {
          run.add(
              "q%d\tQ0\t%s\t%d\t%s\tt"
                  .formatted(
                      q, document, Math.abs(document.hashCode()) % 9, DrawnText.score(random)));
        }
      }
    }
    Collections.shuffle(qrels, random);
    for (int run = 0; run < runs.size(); run++) {
      Collections.shuffle(lines.get(run), random);
      Files.write(runs.get(run), lines.get(run));
    }
    return Files.write(folder.resolve("qrels"), qrels);
  }
}
