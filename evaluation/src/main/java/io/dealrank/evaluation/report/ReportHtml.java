package io.dealrank.evaluation.report;

/**
 * A {@link Report} as one self-contained HTML page. Order of the page: warnings, then per target
 * validity, headline, plots, tables; provenance last.
 */
public final class ReportHtml {
  private ReportHtml() {}

  /** The page. */
  public static String write(Report report) {
    StringBuilder main = new StringBuilder();
    report.targets().forEach(section -> main.append(alarm(section)));
    for (int i = 0; i < report.targets().size(); i++) {
      main.append(new SectionHtml("target" + (i + 1), report.targets().get(i)).write());
    }
    return new Page(report.title(), report.vertical(), report.provenance()).write(main.toString());
  }

  private static String alarm(TargetSection section) {
    if (section.validity().warnings().isEmpty()) {
      return "";
    }
    StringBuilder alarm = new StringBuilder("<div class=\"alarm\" role=\"alert\">\n<h2>Warning: ");
    alarm.append(Html.escape(section.target())).append("</h2>\n<ul>\n");
    for (String warning : section.validity().warnings()) {
      alarm.append("<li>").append(Html.escape(warning)).append("</li>\n");
    }
    return alarm.append("</ul>\n</div>\n").toString();
  }
}
