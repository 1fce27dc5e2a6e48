package io.dealrank.jobs;

import java.util.Objects;

/** Version of this code, from the job jar's manifest. */
final class CodeVersion {
  private CodeVersion() {}

  static String text() {
    return Objects.requireNonNullElse(
        CodeVersion.class.getPackage().getImplementationVersion(), "unpackaged");
  }
}
