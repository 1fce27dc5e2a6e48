package io.dealrank.jobs.stackexchange;

/** A line that is not a readable row of its file; the message is the reason shown to the user. */
final class MalformedLineException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedLineException(String reason) {
    super(reason);
  }
}
