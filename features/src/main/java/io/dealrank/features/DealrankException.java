package io.dealrank.features;

/**
 * What the user is told when a run cannot go on: the problem with its actual values, the reason it
 * matters, and what to do about it.
 */
public class DealrankException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String reason;
  private final String remedy;

  /** The three sentences of an error; none is empty. */
  public DealrankException(String problem, String reason, String remedy) {
    super(problem + "\n" + reason + "\n" + remedy);
    this.problem = problem;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** What is wrong, with the actual value, file, table or key. */
  public String problem() {
    return problem;
  }

  /** Why it cannot be accepted. */
  public String reason() {
    return reason;
  }

  /** What to change so that it works. */
  public String remedy() {
    return remedy;
  }
}
