package io.dealrank.evaluation.report;

/**
 * A chapter that the reader would look for, and why it is not there.
 *
 * @param part the chapter
 * @param reason why, as a sentence that says what to do about it
 */
public record Missing(Part part, String reason) implements Chapter {
  @Override
  public void write(ChapterBody body) {
    body.finding("missing", "Not in this report: " + reason);
  }
}
