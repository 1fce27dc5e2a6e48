package io.dealrank.evaluation.report;

import java.util.List;
import java.util.Locale;

/**
 * What the reader must know before believing a number.
 *
 * @param warnings shown in a red box above everything else
 * @param checks what was checked, shown before the headline
 */
public record Validity(List<String> warnings, List<Check> checks) {
  public Validity {
    warnings = List.copyOf(warnings);
    checks = List.copyOf(checks);
  }

  /** The outcome of a check. */
  public enum Status {
    OK,
    WARNING,
    FAILED;

    /** {@code ok}, {@code warning} or {@code failed}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One check.
   *
   * @param name what was checked
   * @param status its outcome
   * @param detail the figures behind the outcome
   */
  public record Check(String name, Status status, String detail) {}
}
