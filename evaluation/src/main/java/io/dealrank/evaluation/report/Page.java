package io.dealrank.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The frame of a self-contained HTML page: no external resource, light and dark, readable from 390
 * pixels on; provenance last.
 */
record Page(String title, String vertical, Map<String, String> provenance) {

  /** The page around its main part. */
  String write(String main) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(Html.escape(title)).append("</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<header>\n");
    page.append("<h1>").append(Html.escape(title)).append("</h1>\n");
    page.append(Html.paragraph("quiet", "Vertical: " + vertical));
    page.append("</header>\n<main>\n").append(main);
    page.append("</main>\n<footer>\n<h2>Provenance</h2>\n");
    page.append(Html.definitions(provenance)).append("</footer>\n</body>\n</html>\n");
    return page.toString();
  }

  private static String style() {
    try (InputStream css = Page.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is not on the class path beside Page");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
