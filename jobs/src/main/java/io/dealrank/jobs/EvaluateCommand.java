package io.dealrank.jobs;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.trec.Qrels;
import io.dealrank.evaluation.trec.Run;
import io.dealrank.evaluation.trec.Ties;
import io.dealrank.evaluation.trec.TrecConventions;
import io.dealrank.evaluation.trec.TrecEvaluation;
import io.dealrank.evaluation.trec.TrecMeasure;
import io.dealrank.evaluation.trec.TrecResult;
import io.dealrank.features.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Evaluates rankings against judgments: TREC files in process, without a Spark session; a table of
 * judged rankings on Spark.
 */
final class EvaluateCommand implements Command {
  private static final int MOST = 1_000_000_000;

  private enum Mode {
    DEFAULT,
    COMPLETE,
    CONDENSED
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "ranking metrics of TREC run files against qrels, without Spark, or of a table of judged rankings";
  }

  @Override
  public String example() {
    return "bin/dealrank evaluate --qrels qrels.tsv --run bm25.tsv --measures ndcg_cut_10,map,recip_rank --mode complete";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.optional(
            "qrels", "FILE", null, "judgments: query, 0, document, grade; plain or gzip"),
        new Option(
            "run",
            "FILE",
            null,
            false,
            true,
            "ranking: query, Q0, document, rank, score, tag; plain or gzip; may be repeated"),
        Option.optional(
            "table",
            "PATH",
            null,
            "in place of files: one row per query and listing, with a label and a score per run; .csv, .tsv or .json, or a folder of Parquet or Delta"),
        TABLE_FORMAT,
        Option.optional(
            "columns",
            "LIST",
            null,
            "of the table: query=query_id,listing=listing_id,label=label unless told otherwise; position=COLUMN is a run in ascending order"),
        new Option(
            "score",
            "COLUMN",
            null,
            false,
            true,
            "of the table: a run, higher is better; null is not returned; may be repeated"),
        Option.optional(
            "measures",
            "LIST",
            "ndcg,ndcg_cut_10,map,recip_rank",
            "separated by commas: "
                + String.join(" ", TrecMeasure.shapes())
                + ", or trec_eval's groups official P recall success ndcg_cut map_cut iprec_at_recall"),
        Option.optional(
            "mode",
            "LIST",
            "default",
            "default: queries in both files; complete: every judged query, 0 if not returned; condensed: judged documents only; complete,condensed: both"),
        Option.optional(
            "level",
            "N",
            "1",
            "the lowest relevant grade of the binary measures; not of ndcg, err"),
        Option.optional(
            "depth", "N", null, "only the first N results of a query, before condensing"),
        GAIN,
        DISCOUNT,
        Option.optional(
            "ties",
            "RULE",
            "id",
            "equal scores: id (descending, as trec_eval), average (exact expectation), rank (the rank column: position in production)"),
        Option.optional(
            "undefined",
            "RULE",
            "zero",
            "a query without a relevant document: zero (as trec_eval), skip (left out, counted)"),
        Option.optional("format", "NAME", "tsv", "tsv, json, or latex: a table runs by measures"),
        Option.flag("means", "no values of single queries"));
  }

  @Override
  public void run(Invocation invocation) {
    CommandLine arguments = invocation.arguments();
    EvaluatedRuns.Format format =
        Choice.of("format", arguments.value("format"), EvaluatedRuns.Format.values());
    TrecConventions conventions = conventions(invocation);
    List<TrecMeasure> measures =
        told("--measures", () -> TrecMeasure.all(names(arguments.value("measures"))));
    TrecEvaluation evaluation = told("--ties", () -> new TrecEvaluation(measures, conventions));
    boolean means = arguments.has("means");
    if (arguments.value("table") != null) {
      requireAbsent(arguments, List.of("qrels", "run"), "--table holds both labels and scores.");
      table(invocation, evaluation, format, means);
      return;
    }
    requireAbsent(arguments, List.of("table-format", "columns", "score"), "It belongs to --table.");
    requireFiles(arguments);
    List<String> runs = arguments.all("run");
    requireDistinct(runs);
    Qrels qrels = Qrels.read(Path.of(arguments.value("qrels")));
    List<TrecResult> results = new ArrayList<>();
    for (String run : runs) {
      TrecResult result = evaluation.evaluate(qrels, Run.read(Path.of(run), conventions.ties()));
      results.add(result);
      tellLeftOut(invocation, run, result, conventions);
    }
    EvaluatedRuns.ofFiles(runs, results).show(invocation, format, means);
  }

  private static void table(
      Invocation invocation,
      TrecEvaluation evaluation,
      EvaluatedRuns.Format format,
      boolean means) {
    EvaluatedTable.Values values =
        format == EvaluatedRuns.Format.LATEX && !invocation.arguments().has("json")
            ? EvaluatedTable.Values.COMPARED
            : means ? EvaluatedTable.Values.NONE : EvaluatedTable.Values.SHOWN;
    EvaluatedTable table = EvaluatedTable.of(invocation, evaluation, values);
    for (int i = 0; i < table.runs().size(); i++) {
      tellLeftOut(
          invocation, table.runs().get(i), table.results().get(i), evaluation.conventions());
    }
    if (table.perQuery() != null) {
      invocation.summary().put("per_query", table.perQuery());
      invocation
          .progress()
          .warn(
              "more than "
                  + EvaluatedTable.MOST_PRINTED
                  + " lists: the values of single queries are in "
                  + table.perQuery());
    }
    new EvaluatedRuns(table.runs(), table.runs(), table.results())
        .show(invocation, format, means || table.perQuery() != null);
  }

  private static TrecConventions conventions(Invocation invocation) {
    CommandLine arguments = invocation.arguments();
    List<Mode> modes =
        names(arguments.value("mode")).stream()
            .map(m -> Choice.of("mode", m, Mode.values()))
            .toList();
    return new TrecConventions(
        Choice.of("gain", arguments.value("gain"), Gain.values()),
        Choice.of("discount", arguments.value("discount"), Discount.values()),
        Choice.of("ties", arguments.value("ties"), Ties.values()),
        modes.contains(Mode.COMPLETE),
        modes.contains(Mode.CONDENSED),
        (int) Math.min(MOST, invocation.positive("level")),
        arguments.value("depth") == null
            ? Ndcg.WHOLE_LIST
            : (int) Math.min(MOST, invocation.positive("depth")),
        Choice.of("undefined", arguments.value("undefined"), TrecConventions.Undefined.values()));
  }

  private static void tellLeftOut(
      Invocation invocation, String run, TrecResult result, TrecConventions conventions) {
    TrecResult.Counts counts = result.counts();
    if (counts.notJudged() > 0) {
      invocation
          .progress()
          .warn(run + ": " + counts.notJudged() + " queries have no judgment and are left out");
    }
    if (counts.notReturned() > 0 && !conventions.complete()) {
      invocation
          .progress()
          .warn(
              run
                  + ": "
                  + counts.notReturned()
                  + " judged queries are not in the run and are left out; --mode complete counts them as 0");
    }
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private static void requireAbsent(CommandLine arguments, List<String> options, String reason) {
    for (String option : options) {
      if (!arguments.all(option).isEmpty()) {
        throw new ConfigurationException(
            "--" + option + " does not fit the other options.",
            reason,
            "Give --qrels and --run, or --table and --score.");
      }
    }
  }

  private static void requireFiles(CommandLine arguments) {
    for (String option : List.of("qrels", "run")) {
      if (arguments.all(option).isEmpty()) {
        throw new ConfigurationException(
            "evaluate: Missing option --" + option + ".",
            "There is nothing to evaluate.",
            "Give --qrels FILE and --run FILE, or --table PATH and --score COLUMN.");
      }
    }
  }

  private static void requireDistinct(List<String> runs) {
    for (int i = 0; i < runs.size(); i++) {
      Path run = Path.of(runs.get(i)).toAbsolutePath().normalize();
      for (String earlier : runs.subList(0, i)) {
        if (Path.of(earlier).toAbsolutePath().normalize().equals(run)) {
          throw new ConfigurationException(
              "--run " + runs.get(i) + " is given twice.",
              "Its values would be printed twice.",
              "Give each run once.");
        }
      }
    }
  }

  private static <T> T told(String option, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException refused) {
      throw new ConfigurationException(
          refused.getMessage(),
          "It was given with " + option + ".",
          "bin/dealrank evaluate --help shows the choices and an example.");
    }
  }
}
