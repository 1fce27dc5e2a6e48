package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import java.util.List;

/**
 * Interleaving of two rankers a and b: reads an experiment from its table, or says before one how
 * many searches it needs, from judged rankings.
 */
final class InterleaveCommand implements Command {
  static final double LEVEL = 0.95;

  private static final List<String> OF_THE_SIMULATION =
      List.of("method", "length", "attention", "contact-rate", "noise", "searches", "seed");

  @Override
  public String name() {
    return "interleave";
  }

  @Override
  public String summary() {
    return "read an interleaving experiment of two rankers, or tell how many searches one needs";
  }

  @Override
  public String example() {
    return "bin/dealrank interleave --table shown.csv --columns query=query_id,team=team,contacts=contacts,searcher=employer_id";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.optional(
            "table",
            "PATH",
            null,
            "an experiment: one row per listing shown; .csv, .tsv or .json, or a folder of Parquet or Delta"),
        TABLE_FORMAT,
        Option.optional(
            "columns",
            "LIST",
            null,
            "of the table: query=query_id,team=team,contacts=contacts unless told otherwise; team is a or b; searcher=COLUMN makes intervals robust to searchers with many searches"),
        Option.optional(
            "qrels", "FILE", null, "in place of a table: judgments, to simulate an experiment"),
        new Option(
            "run", "FILE", null, false, true, "given twice: the rankings of a, then those of b"),
        Option.optional(
            "method", "NAME", "team_draft", "of the simulation: team_draft or balanced"),
        Option.optional("length", "N", "10", "of the simulation: listings shown"),
        Option.optional(
            "attention",
            "ETA",
            "1",
            "of the simulation: position i is looked at with probability 1/i^ETA"),
        Option.optional(
            "contact-rate",
            "P",
            "0.3",
            "of the simulation: a listing of the highest grade that is looked at is contacted with P; of grade g with noise + (P - noise)(2^g - 1)/(2^highest - 1)"),
        Option.optional(
            "noise", "P", "0.02", "of the simulation: the same without judgment or of grade 0"),
        Option.optional(
            "searches", "N", "100000", "of the simulation: searches drawn, the same of each query"),
        Option.optional("seed", "N", "7", "of the simulation"));
  }

  @Override
  public void run(Invocation invocation) {
    CommandLine arguments = invocation.arguments();
    boolean table = arguments.value("table") != null;
    boolean files = arguments.value("qrels") != null || !arguments.all("run").isEmpty();
    if (table == files) {
      throw new ConfigurationException(
          table
              ? "interleave: --table and --qrels or --run are given."
              : "interleave: Missing option --table, or --qrels and --run.",
          "An experiment is read from a table; one to come is simulated from judged rankings.",
          "Give --table PATH, or --qrels FILE --run FILE --run FILE.");
    }
    if (table) {
      requireNoSimulation(arguments);
      InterleavedTable.read(invocation);
    } else {
      InterleavingForecast.run(invocation);
    }
  }

  private static void requireNoSimulation(CommandLine arguments) {
    for (String option : OF_THE_SIMULATION) {
      if (arguments.isGiven(option)) {
        throw new ConfigurationException(
            "--" + option + " does not fit the other options.",
            "It belongs to the simulation of --qrels and --run.",
            "Leave it out, or give --qrels FILE --run FILE --run FILE in place of --table.");
      }
    }
  }
}
