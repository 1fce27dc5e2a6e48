package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evaluate --table} through the command line. */
@ExtendWith(SharedSpark.class)
class EvaluatedTableTest {
  private static final String HEADER = "query_id,listing_id,label,position,model,old";

  @TempDir private Path folder;
  private String csv;
  private String qrels;
  private String model;

  /** Query 3 is judged and not returned by the model, 9 returned and not judged. */
  @BeforeEach
  void the_same_rows_as_a_table_and_as_files(SparkSession spark) throws IOException {
    assertThat(spark.sparkContext().isStopped()).isFalse();
    csv =
        file(
            "judged.csv",
            HEADER,
            "1,a,1,1,1,3",
            "1,b,0,2,2,1",
            "1,c,,3,1,",
            "1,d,-1,4,0.5,2",
            "2,a,2,1,1e0,",
            "2,b,1,2,-3.5,1",
            "3,a,1,1,,1",
            "9,a,,1,1,");
    qrels = file("qrels", "1 0 a 1", "1 0 b 0", "1 0 d -1", "2 0 a 2", "2 0 b 1", "3 0 a 1");
    model =
        file(
            "model",
            "1 Q0 a 1 1 t",
            "1 Q0 b 2 2 t",
            "1 Q0 c 3 1 t",
            "1 Q0 d 4 .5 t",
            "2 Q0 a 1 1 t",
            "2 Q0 b 2 -3.5 t",
            "9 Q0 a 1 1 t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--mode complete",
        "--mode condensed",
        "--mode complete,condensed --level 2",
        "--depth 2 --gain exponential --discount article",
        "--undefined skip --level 2",
        "--format json",
        "--means"
      })
  void a_table_says_what_files_say(String options) {
    List<String> more = options.isEmpty() ? List.of() : List.of(options.split(" "));
    List<String> files = new ArrayList<>(List.of("evaluate", "--qrels", qrels, "--run", model));
    files.addAll(List.of("--measures", "official,ndcg,err_10,auc_list"));
    files.addAll(more);
    Ran expected = Ran.command(files.toArray(String[]::new));
    assertThat(expected.code()).as(expected.err()).isZero();
    List<String> table = new ArrayList<>(List.of("--score", "model"));
    table.addAll(List.of("--measures", "official,ndcg,err_10,auc_list"));
    table.addAll(more);
    Ran ran = evaluate(csv, table.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().replace("\"run\":\"model\"", ""))
        .isEqualTo(expected.out().replace("\"run\":\"" + model + "\"", ""));
    assertThat(ran.err()).contains("1 queries have no judgment");
  }

  @Test
  void formats_and_types_of_columns_are_no_matter(SparkSession spark) throws IOException {
    String expected = evaluate(csv, "--score", "model", "--score", "old").out();
    Dataset<Row> typed =
        spark
            .read()
            .option("header", "true")
            .csv(csv)
            .selectExpr(
                "int(query_id) query_id",
                "listing_id",
                "double(label) label",
                "float(model) model",
                "cast(old AS DECIMAL(9, 3)) old");
    for (String format : List.of("parquet", "delta", "json")) {
      String path = folder.resolve(format).toString();
      typed.repartition(3).write().format(format).save(path);
      String[] options =
          format.equals("json") ? new String[] {"--table-format", "json"} : new String[0];
      Ran ran = evaluate(path, with(options, "--score", "model", "--score", "old"));
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).as(format).isEqualTo(expected);
    }
    String tsv =
        file(
            "judged.tsv",
            Files.readAllLines(Path.of(csv)).stream()
                .map(line -> line.replace(',', '\t'))
                .toArray(String[]::new));
    assertThat(evaluate(tsv, "--score", "model", "--score", "old").out()).isEqualTo(expected);
  }

  @Test
  void a_boolean_label_other_columns_and_positions_as_a_run(SparkSession spark) {
    String path = folder.resolve("named").toString();
    spark
        .sql(
            "SELECT * FROM VALUES (1, 10, false, 1, 0.1), (1, 11, true, 2, 0.2) AS"
                + " t(`search`, `resume.id`, deal, position, `new.score`)")
        .write()
        .parquet(path);
    Ran ran =
        evaluate(
            path,
            "--columns",
            "query=search,listing=resume.id,label=deal,position=position",
            "--score",
            "new.score",
            "--measures",
            "recip_rank",
            "--ties",
            "rank",
            "--means");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .containsExactly("position\trecip_rank\tall\t0.5", "new.score\trecip_rank\tall\t1.0");
  }

  @Test
  void latex_compares_the_runs() {
    Ran ran =
        evaluate(
            csv,
            with(
                new String[] {"--columns", "position=position"},
                "--score",
                "model",
                "--format",
                "latex"));
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("\\begin{tabular}", "position & ", "model & ");
  }

  @Test
  void values_of_very_many_lists_are_written_as_a_table(SparkSession spark) {
    String path = folder.resolve("many").toString();
    spark
        .range(EvaluatedTable.MOST_PRINTED + 1)
        .selectExpr("id query_id", "1 listing_id", "1 label", "0.5 score")
        .write()
        .parquet(path);
    String output = folder.resolve("out").toString();
    Ran ran = evaluate(path, "--score", "score", "--measures", "map,num_q", "--output", output);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).containsExactly("map\tall\t1.0", "num_q\tall\t100001");
    assertThat(ran.err()).contains("the values of single queries are in " + output);
    Dataset<Row> written = spark.read().parquet(output + "/evaluation/per_query");
    assertThat(written.columns()).containsExactly("query_id", "run", "returned", "relevant", "map");
    assertThat(written.count()).isEqualTo(EvaluatedTable.MOST_PRINTED + 1);
    JsonNode json =
        evaluate(path, "--score", "score", "--measures", "map", "--json", "--output", output)
            .json();
    assertThat(json.get("per_query").asText()).endsWith("evaluation/per_query");
    assertThat(json.at("/runs/0/means/map").asDouble()).isEqualTo(1);
    assertThat(json.at("/runs/0").has("values")).isFalse();
    refused("more than 100000", path, "--score", "score", "--format", "latex");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,e,1.5,1,1,1 -> the label in column label is not a whole number: '1.5' (query_id 1, listing_id e)",
        "1,e,many,1,1,1 -> the label in column label is not a whole number: 'many'",
        "1,e,3000000000,1,1,1 -> the label in column label is not a whole number: '3000000000'",
        "1,e,1,1,NaN,1 -> the score in column model is not a finite number: 'NaN'",
        "1,e,1,1,-Infinity,1 -> the score in column model is not a finite number: '-Infinity'",
        "1,e,1,1,1e999,1 -> the score in column model is not a finite number: '1e999'",
        "1,e,1,1,abc,1 -> the score in column model is not a finite number: 'abc'",
        "1,e,1,1,0x1p3,1 -> the score in column model is not a finite number: '0x1p3'",
        "1,e,1,1,1d,1 -> the score in column model is not a finite number: '1d'",
        "1,e,1,1.5,1,1 -> the position in column position is not a whole number: '1.5'",
        ",e,1,1,1,1 -> column query_id is null (listing_id e)",
        "1,,1,1,1,1 -> column listing_id is null (query_id 1)",
        "1,e,1 -> the row cannot be parsed: '1,e,1'",
        "1,e,1,1,1,1,1,1 -> the row cannot be parsed: '1,e,1,1,1,1,1,1'"
      })
  void a_broken_row_is_told_with_file_line_and_key(String rowAndProblem) throws IOException {
    String[] parts = rowAndProblem.split(" -> ");
    String broken =
        file("broken.csv", HEADER, "1,a,1,1,1,3", "1,b,0,2,2,1", parts[0], "2,a,1,1,1,1");
    refused(
        broken + ":4: " + parts[1],
        broken,
        "--columns",
        "position=position",
        "--score",
        "model",
        "--score",
        "old");
  }

  /** Neither position nor old is asked for. */
  @Test
  void a_short_row_is_broken_although_what_it_lacks_is_not_asked_for() throws IOException {
    String broken = file("broken.csv", HEADER, "1,a,1,1,1,3", "1,b,0,2,2");
    refused(broken + ":3: the row cannot be parsed: '1,b,0,2,2'", broken);
  }

  @Test
  void the_first_of_several_broken_rows_is_told_with_their_number() throws IOException {
    String broken = file("broken.csv", HEADER, "2,a,1,1,x,1", "1,b,0,2,x,1", "1,a,1,1,y,1");
    refused(broken + ":4: the score in column model is not a finite number: 'y'", broken);
    refused("3 rows are so", broken);
  }

  @Test
  void a_listing_twice_in_a_query_is_told_with_its_second_line() throws IOException {
    String twice =
        file("twice.csv", HEADER, "2,a,1,1,1,1", "1,a,1,1,1,1", "2,b,1,1,1,1", "2,a,0,1,2,1");
    refused("listing a occurs a second time in query 2, at " + twice + ":5", twice);
  }

  @Test
  void broken_rows_of_json_are_told_with_file_and_line(SparkSession spark) throws IOException {
    String good = "{\"query_id\": 1, \"listing_id\": \"a\", \"label\": 1, \"model\": 1}";
    String half = "{\"query_id\": 1, \"listing_id\": \"b\", \"label\"";
    String cut = file("cut.json", good, half);
    refused(cut + ":2: the row cannot be parsed", cut);
    String text = file("text.jsonl", good, good.replace("\"a\"", "\"b\"").replace("1}", "\"x\"}"));
    refused(text + ":2: the score in column model is not a finite number: 'x'", text);
  }

  @Test
  void broken_rows_of_parquet_are_told_with_their_file_and_key(SparkSession spark) {
    Dataset<Row> table =
        spark.sql(
            "SELECT * FROM VALUES ('1', 'a', 1D, double('NaN')), ('1', 'b', 0.5D, 1D) AS"
                + " t(query_id, listing_id, label, model)");
    String path = folder.resolve("nan.parquet").toString();
    table.coalesce(1).write().parquet(path);
    refused(
        "the label in column label is not a whole number: '0.5' (query_id 1, listing_id b)", path);
    String nan = folder.resolve("nan2.parquet").toString();
    table.filter("listing_id = 'a'").write().parquet(nan);
    refused(
        "the score in column model is not a finite number: 'NaN' (query_id 1, listing_id a)", nan);
    refused(nan + "/part-", nan);
    String twice = folder.resolve("twice.parquet").toString();
    table.selectExpr("query_id", "'a' listing_id", "1 label", "1D model").write().parquet(twice);
    refused("listing a occurs a second time in query 1.", twice);
  }

  @Test
  void columns_of_a_wrong_type_are_told(SparkSession spark) {
    String path = folder.resolve("types").toString();
    spark
        .sql("SELECT 1.5D query_id, array(1) listing_id, '1' label, '2' model")
        .write()
        .parquet(path);
    refused("column query_id is of type double, but ids are text or whole numbers", path);
    refused("column listing_id is of type array<int>", path);
    refused("column label is of type string, but labels are numbers or boolean", path);
    refused("column model is of type string, but a run is a column of numbers", path);
  }

  @Test
  void a_missing_column_is_told_with_those_found_and_the_nearest() {
    Ran ran = evaluate(csv, "--score", "modle");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.told())
        .contains("judged.csv has no column modle")
        .contains("It has query_id, listing_id, label, position, model, old")
        .contains("the nearest to modle is model")
        .contains("remedy: ");
  }

  @Test
  void tables_that_are_not_there_empty_or_unreadable_are_told(SparkSession spark)
      throws IOException {
    refused("does not exist", folder.resolve("absent.csv").toString());
    refused("has no row", file("header.csv", HEADER));
    refused("has no column query_id", file("nothing.csv"));
    refused("cannot be read", Files.createDirectories(folder.resolve("empty")).toString());
    refused("cannot be read", file("text.parquet", "no Parquet"));
    refused("--table-format xml is unknown", csv, "--table-format", "xml");
    refused(
        "no query with a value in column model has a label",
        file("unjudged.csv", HEADER, "1,a,,1,1,", "2,a,1,1,,1"));
    refused(
        "2 to the power of the highest grade, 5000",
        file("high.csv", HEADER, "1,a,5000,1,1,1"),
        "--gain",
        "exponential");
  }

  @Test
  void options_that_do_not_fit_are_told() {
    refused("--qrels does not fit", csv, "--qrels", qrels);
    refused("--run does not fit", csv, "--run", model);
    refused("column model is given twice", csv, "--score", "model", "--score", "model");
    refused("'lable=x' names no column", csv, "--columns", "lable=x");
    refused("'label' names no column", csv, "--columns", "label");
    refused("--ties rank needs a column of positions", csv, "--ties", "rank");
    Ran none = evaluate(csv);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.told()).contains("--score is missing");
    Ran mixed = Ran.command("evaluate", "--qrels", qrels, "--run", model, "--score", "model");
    assertThat(mixed.code()).isEqualTo(2);
    assertThat(mixed.told()).contains("--score does not fit the other options");
    assertThat(Ran.command("evaluate").told()).contains("Missing option --qrels");
  }

  /** The score is the model's unless the options name one. */
  private void refused(String said, String table, String... options) {
    boolean named = Arrays.asList(options).contains("--score");
    Ran ran = evaluate(table, named ? options : with(options, "--score", "model"));
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.told()).contains(said).contains("remedy: ");
  }

  private static Ran evaluate(String table, String... options) {
    return Ran.command(with(new String[] {"evaluate", "--table", table}, options));
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private String file(String name, String... rows) throws IOException {
    return Files.write(folder.resolve(name), List.of(rows)).toString();
  }
}
