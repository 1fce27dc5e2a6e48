package io.dealrank.jobs;

import io.dealrank.features.DealrankException;
import io.dealrank.features.training.FeatureColumn;
import io.dealrank.features.vertical.VerticalFile;
import java.util.List;
import java.util.Locale;

/** Checks a vertical file and the tables it names, and writes nothing. */
final class ValidateCommand implements Command {
  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String summary() {
    return "check a vertical file and the tables it names; writes nothing";
  }

  @Override
  public String example() {
    return "bin/dealrank validate --vertical conf/verticals/resumes.yaml --input out/marketplace";
  }

  @Override
  public List<Option> options() {
    return List.of(VERTICAL, INPUT);
  }

  @Override
  public void run(Invocation invocation) {
    VerticalFile file = invocation.vertical();
    List<FeatureColumn> features = FeatureColumn.of(file);
    Summary summary = invocation.summary();
    try (LogChecks checks = LogChecks.of(invocation, file, invocation.arguments().value("input"))) {
      summary.put("vertical", file.vertical().vertical());
      summary.put("features", features.size());
      summary.put("tables", checks.counts());
      summary.put("findings", checks.findings());
      summary.line(
          String.format(Locale.ROOT, "%-14s %-60s %9s  %s", "table", "finding", "rows", "example"));
      checks
          .counts()
          .forEach(
              (table, counts) ->
                  summary.line(String.format(Locale.ROOT, "%-14s %s", table, counts)));
      for (LogChecks.Finding finding : checks.findings()) {
        summary.line(
            String.format(
                Locale.ROOT,
                "%-14s %-60s %9d  %s",
                finding.table(),
                (finding.fatal() ? "FATAL " : "") + finding.reason(),
                finding.rows(),
                finding.example()));
      }
      if (checks.findings().isEmpty()) {
        summary.line("no findings");
      }
      long fatal = checks.findings().stream().filter(LogChecks.Finding::fatal).count();
      if (fatal > 0) {
        invocation.finish();
        throw new DealrankException(
            fatal + " finding(s) make these logs unusable.",
            "See the lines marked FATAL above.",
            "Correct the logs or the mapping in " + file.path() + ".");
      }
    }
  }
}
