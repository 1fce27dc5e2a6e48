package io.dealrank.evaluation.trec;

import java.nio.file.Path;

/** A qrels or run file that cannot be evaluated: where, what is wrong, what to do. */
public final class TrecFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final String problem;
  private final String remedy;

  private TrecFileException(Path file, long line, String problem, String remedy) {
    super(file + (line > 0 ? ":" + line : "") + ": " + problem + ". " + remedy);
    this.file = file.toString();
    this.line = line;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** The file as it was given. */
  public String file() {
    return file;
  }

  /** The 1-based line; 0 when the problem is with the whole file. */
  public long line() {
    return line;
  }

  /** What is wrong, with the actual value. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  static TrecFileException missing(Path file) {
    return new TrecFileException(file, 0, "there is no such file", "Check the path.");
  }

  static TrecFileException unreadable(Path file, String reason) {
    return new TrecFileException(
        file, 0, "the file cannot be read (" + reason + ")", "Give a readable UTF-8 text file.");
  }

  static TrecFileException empty(Path file, String columns) {
    return new TrecFileException(
        file, 0, "the file has no row", "Give at least one row of: " + columns + ".");
  }

  static TrecFileException fieldCount(Path file, long line, int found, String columns) {
    return new TrecFileException(
        file,
        line,
        "the row has " + found + " fields",
        "A row is, separated by tabs or spaces: " + columns + ".");
  }

  static TrecFileException notAGrade(Path file, long line, String text) {
    return new TrecFileException(
        file,
        line,
        "the grade '" + text + "' is not a whole number",
        "Write it as an integer; -1 means pooled but not judged.");
  }

  static TrecFileException notAScore(Path file, long line, String text) {
    return new TrecFileException(
        file,
        line,
        "the score '" + text + "' is not a finite number",
        "Write it as a decimal, for example 1.25 or 3e-4, or leave the row out.");
  }

  static TrecFileException notARank(Path file, long line, String text) {
    return new TrecFileException(
        file,
        line,
        "the rank '" + text + "' is not a whole number",
        "Write the position as an integer, or break ties by document id (--ties id).");
  }

  static TrecFileException notUtf8(Path file, long line) {
    return new TrecFileException(
        file, line, "the row is not UTF-8", "Save the file as UTF-8 text.");
  }

  static TrecFileException binary(Path file, long line, String found) {
    return new TrecFileException(
        file,
        line,
        "this is not a text file: it holds " + found,
        "Give UTF-8 text, or gzip of it; files in UTF-16 are saved again as UTF-8.");
  }

  static TrecFileException tooLarge(Path file, long line) {
    return new TrecFileException(
        file, line, "the document ids up to here take more than 2 GB", "Split the file by query.");
  }

  static TrecFileException gradeTooHigh(Path file, int grade) {
    return new TrecFileException(
        file,
        0,
        "2 to the power of the highest grade, " + grade + ", is beyond double precision",
        "Use linear gain and no measure of exponential gain, or smaller grades.");
  }

  static TrecFileException duplicate(Path file, long line, String query, String document) {
    return new TrecFileException(
        file,
        line,
        "document '" + document + "' occurs a second time in query '" + query + "'",
        "Keep one row per query and document.");
  }

  static TrecFileException nothingInCommon(Path run, Path qrels) {
    return new TrecFileException(
        run,
        0,
        "no query of the run is judged in " + qrels,
        "Check that both files use the same query ids.");
  }

  static TrecFileException nothingInCommon(Path run, Path other, Path qrels) {
    return new TrecFileException(
        run,
        0,
        "no query of the run is in " + other + " and judged in " + qrels,
        "Check that all files use the same query ids.");
  }
}
