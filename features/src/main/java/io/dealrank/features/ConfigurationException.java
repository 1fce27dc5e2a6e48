package io.dealrank.features;

/** A wrong vertical file or wrong arguments: nothing was started, nothing was written. */
public final class ConfigurationException extends DealrankException {
  private static final long serialVersionUID = 1L;

  /** See {@link DealrankException#DealrankException}. */
  public ConfigurationException(String problem, String reason, String remedy) {
    super(problem, reason, remedy);
  }
}
