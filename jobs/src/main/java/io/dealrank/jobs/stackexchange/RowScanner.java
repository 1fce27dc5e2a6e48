package io.dealrank.jobs.stackexchange;

/**
 * Takes the wanted attributes out of one {@code <row .../>} line.
 *
 * <p>Only the structure of the line is walked: name, equals sign, quoted value, until {@code />}. A
 * quote cannot occur inside its own value (it is escaped), so the value ends at the next one,
 * whatever stands between, {@code >} included. Values that are not wanted are neither copied nor
 * unescaped: the text of a post is most of a dump. They are not validated either, which keeps rows
 * whose text holds references to characters that XML 1.0 forbids; dumps have such rows.
 */
final class RowScanner {
  private static final String OPENING = "<row";

  private final String[] wanted;

  /** Scans for the given attributes, exact spelling. */
  RowScanner(String... wanted) {
    this.wanted = wanted.clone();
  }

  /** Whether the line, from the given offset, opens a row. */
  static boolean opensRow(String line, int from) {
    int after = from + OPENING.length();
    return line.startsWith(OPENING, from)
        && (after == line.length() || isBlank(line.charAt(after)) || line.charAt(after) == '/');
  }

  /**
   * The values of the wanted attributes in their order, unescaped; null where absent.
   *
   * @param from where the row opens
   * @throws MalformedLineException when the line is not exactly one well-formed row
   */
  String[] scan(String line, int from) throws MalformedLineException {
    String[] values = new String[wanted.length];
    int at = skipBlanks(line, from + OPENING.length());
    while (!line.startsWith("/>", at)) {
      int equals = endOfName(line, at);
      char quote = equals + 1 < line.length() ? line.charAt(equals + 1) : ' ';
      int end = quote == '"' || quote == '\'' ? line.indexOf(quote, equals + 2) : -1;
      if (end < 0) {
        throw new MalformedLineException(
            "the value of attribute " + line.substring(at, equals) + " is not closed by a quote");
      }
      int column = columnOf(line, at, equals);
      if (column >= 0) {
        if (values[column] != null) {
          throw new MalformedLineException("attribute " + wanted[column] + " is there twice");
        }
        values[column] = XmlEscapes.unescape(line.substring(equals + 2, end));
      }
      at = skipBlanks(line, end + 1);
    }
    if (skipBlanks(line, at + 2) != line.length()) {
      throw new MalformedLineException("there is more after the end of the row");
    }
    return values;
  }

  private static int endOfName(String line, int from) throws MalformedLineException {
    int at = from;
    while (at < line.length() && Character.isLetterOrDigit(line.charAt(at))) {
      at++;
    }
    if (at == line.length()) {
      throw new MalformedLineException("the row is not closed by />");
    }
    if (at == from || line.charAt(at) != '=') {
      throw new MalformedLineException("no attribute name at character " + (from + 1));
    }
    return at;
  }

  private int columnOf(String line, int from, int to) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].length() == to - from && line.startsWith(wanted[i], from)) {
        return i;
      }
    }
    return -1;
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
