package io.dealrank.jobs;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.trec.Qrels;
import io.dealrank.evaluation.trec.Run;
import io.dealrank.evaluation.trec.TrecEvaluation;
import io.dealrank.evaluation.trec.TrecMeasure;
import io.dealrank.evaluation.trec.TrecResult;
import io.dealrank.features.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates TREC runs against judgments, in process: no Spark session is started. */
final class EvaluateCommand implements Command {
  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "ranking metrics of TREC run files against qrels, without Spark";
  }

  @Override
  public String example() {
    return "bin/dealrank evaluate --qrels qrels.tsv --run bm25.tsv --measures ndcg,ndcg_cut_10,recip_rank";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("qrels", "FILE", "judgments: query, 0, document, grade"),
        Option.repeated("run", "FILE", "ranking: query, Q0, document, rank, score, tag"),
        Option.optional(
            "measures",
            "LIST",
            "ndcg,ndcg_cut_10,map,recip_rank",
            "trec_eval's names, separated by commas"),
        GAIN,
        DISCOUNT);
  }

  @Override
  public void run(Invocation invocation) {
    CommandLine arguments = invocation.arguments();
    List<TrecMeasure> measures =
        Arrays.stream(arguments.value("measures").split(",")).map(m -> measure(m.strip())).toList();
    TrecEvaluation evaluation =
        new TrecEvaluation(
            measures,
            Choice.of("gain", arguments.value("gain"), Gain.values()),
            Choice.of("discount", arguments.value("discount"), Discount.values()));
    Qrels qrels = Qrels.read(Path.of(arguments.value("qrels")));
    List<String> runs = arguments.all("run");
    List<Map<String, Object>> results = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String run : runs) {
      TrecResult result = evaluation.evaluate(qrels, Run.read(Path.of(run)));
      String prefix = runs.size() > 1 ? run + "\t" : "";
      result.lines().forEach(line -> lines.add(prefix + line));
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("run", run);
      entry.put("values", result.values());
      entry.put("counts", result.counts());
      results.add(entry);
    }
    invocation.summary().put("runs", results);
    lines.forEach(invocation.summary()::line);
  }

  private static TrecMeasure measure(String name) {
    try {
      return TrecMeasure.of(name);
    } catch (IllegalArgumentException unknown) {
      throw new ConfigurationException(
          unknown.getMessage(),
          "It was given with --measures.",
          "bin/dealrank evaluate --help shows an example.");
    }
  }
}
