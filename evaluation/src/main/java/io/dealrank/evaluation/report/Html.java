package io.dealrank.evaluation.report;

import java.util.List;
import java.util.Map;

/** Text and tables of the page; every text is escaped here. */
final class Html {
  /** Characters above which a cell is a text to be read rather than a number. */
  private static final int LONG = 32;

  private Html() {}

  /** Text that is safe between tags and inside quoted attributes. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
    return escaped.toString();
  }

  /** A paragraph. */
  static String paragraph(String className, String text) {
    return "<p class=\"" + className + "\">" + escape(text) + "</p>\n";
  }

  /**
   * A table that scrolls inside its own box, below its caption. The first cell of a row is its
   * header; a line break in a cell starts a smaller second line.
   */
  static String table(String caption, List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    table
        .append(paragraph("quiet caption", caption))
        .append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(escape(caption))
        .append("\"><table aria-label=\"")
        .append(escape(caption))
        .append("\">\n<thead><tr>");
    head.forEach(cell -> table.append("<th scope=\"col\">").append(cell(cell)).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr><th scope=\"row\">").append(cell(row.get(0))).append("</th>");
      row.stream()
          .skip(1)
          .forEach(cell -> table.append(open(cell)).append(cell(cell)).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }

  /** Terms with their values, side by side where there is room. */
  static String definitions(Map<String, String> terms) {
    StringBuilder list = new StringBuilder("<dl>\n");
    terms.forEach(
        (term, value) ->
            list.append("<dt>")
                .append(escape(term))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n"));
    return list.append("</dl>\n").toString();
  }

  /** Long texts are wrapped. */
  private static String open(String text) {
    return text.length() > LONG ? "<td class=\"words\">" : "<td>";
  }

  private static String cell(String text) {
    int breakAt = text.indexOf('\n');
    return breakAt < 0
        ? escape(text)
        : escape(text.substring(0, breakAt))
            + "<small>"
            + escape(text.substring(breakAt + 1))
            + "</small>";
  }
}
