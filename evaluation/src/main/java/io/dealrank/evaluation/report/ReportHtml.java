package io.dealrank.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A {@link Report} as one self-contained HTML page: no external resource, light and dark, readable
 * from 390 pixels on. Order of the page: warnings, then per target validity, headline, plots,
 * tables; provenance last.
 */
public final class ReportHtml {
  private ReportHtml() {}

  /** The page. */
  public static String write(Report report) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(Html.escape(report.title())).append("</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<header>\n");
    page.append("<h1>").append(Html.escape(report.title())).append("</h1>\n");
    page.append(Html.paragraph("quiet", "Vertical: " + report.vertical()));
    page.append("</header>\n<main>\n");
    report.targets().forEach(section -> page.append(alarm(section)));
    for (int i = 0; i < report.targets().size(); i++) {
      page.append(new SectionHtml("target" + (i + 1), report.targets().get(i)).write());
    }
    page.append("</main>\n<footer>\n<h2>Provenance</h2>\n");
    page.append(definitions(report.provenance())).append("</footer>\n</body>\n</html>\n");
    return page.toString();
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

  static String definitions(Map<String, String> terms) {
    StringBuilder list = new StringBuilder("<dl>\n");
    terms.forEach(
        (term, value) ->
            list.append("<dt>")
                .append(Html.escape(term))
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd>\n"));
    return list.append("</dl>\n").toString();
  }

  private static String style() {
    try (InputStream css = ReportHtml.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is not on the class path beside ReportHtml");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
