package io.dealrank.jobs;

import java.util.List;

/** One command of {@code dealrank}: arguments, read, transform, write, one summary. */
interface Command {
  /** As typed, for example {@code build-marts}. */
  String name();

  /** What it does, one line. */
  String summary();

  /** One example of its use. */
  String example();

  /** Its options besides the ones every command has. */
  List<Option> options();

  /** Does the work; counts go to {@link Invocation#summary()}. */
  void run(Invocation invocation);

  /**
   * One option.
   *
   * @param name without the dashes
   * @param value placeholder of its value, for example {@code FILE}; null for a switch
   * @param fallback default value; null: none
   * @param required whether it must be given
   * @param repeatable whether it may be given several times
   * @param text what it means
   */
  record Option(
      String name,
      String value,
      String fallback,
      boolean required,
      boolean repeatable,
      String text) {

    static Option required(String name, String value, String text) {
      return new Option(name, value, null, true, false, text);
    }

    static Option optional(String name, String value, String fallback, String text) {
      return new Option(name, value, fallback, false, false, text);
    }

    static Option repeated(String name, String value, String text) {
      return new Option(name, value, null, true, true, text);
    }

    static Option flag(String name, String text) {
      return new Option(name, null, null, false, false, text);
    }
  }

  /** Options that every command has. */
  List<Option> COMMON =
      List.of(
          Option.optional("output", "DIR", "out", "where results go"),
          Option.flag("json", "print the summary as one JSON object on standard output"),
          Option.flag("verbose", "logs of Spark, and the stack trace of a failure"),
          Option.flag("help", "this text"));

  /** The vertical file. */
  Option VERTICAL =
      Option.required(
          "vertical", "FILE", "the vertical file, for example conf/verticals/resumes.yaml");

  /** The folder that ${input} stands for. */
  Option INPUT =
      Option.optional(
          "input", "DIR", null, "the folder that ${input} stands for in the vertical file");

  /** The ranker, where it is not the vertical's own choice. */
  Option RANKER =
      Option.optional(
          "ranker",
          "TYPE",
          null,
          "production, popularity, logistic, gbt, xgboost, mixed, calibrated or funnel; default: the vertical's");

  /** Format of an export. */
  Option FORMAT =
      Option.optional(
          "format", "NAME", "parquet", "of the export: parquet, or json (one object per line)");

  /** Gain of NDCG. */
  Option GAIN =
      Option.optional("gain", "NAME", "linear", "linear: grade; exponential: 2^grade - 1");

  /** Discount of NDCG. */
  Option DISCOUNT =
      Option.optional(
          "discount",
          "NAME",
          "log2",
          "log2: 1/log2(rank+1); ln: 1/ln(rank+1); article: 1 at rank 1, 1/ln(rank+1) below");

  /** Format of the table of {@code --table}. */
  Option TABLE_FORMAT =
      Option.optional(
          "table-format",
          "NAME",
          null,
          "csv, tsv, json, parquet or delta; default: by the name and content of the path");
}
