package io.dealrank.jobs.stackexchange;

/**
 * Resolves the references of an XML attribute value: the five named ones, {@code &#10;} and {@code
 * &#xA;}.
 */
final class XmlEscapes {
  private XmlEscapes() {}

  /**
   * The text that an escaped value stands for.
   *
   * @throws MalformedLineException on a reference that XML does not define or that is not closed
   */
  static String unescape(String escaped) throws MalformedLineException {
    int ampersand = escaped.indexOf('&');
    if (ampersand < 0) {
      return escaped;
    }
    StringBuilder text = new StringBuilder(escaped.length());
    int copied = 0;
    while (ampersand >= 0) {
      int semicolon = escaped.indexOf(';', ampersand);
      if (semicolon < 0) {
        throw new MalformedLineException("a reference is not closed by a semicolon");
      }
      text.append(escaped, copied, ampersand)
          .appendCodePoint(codePoint(escaped.substring(ampersand + 1, semicolon)));
      copied = semicolon + 1;
      ampersand = escaped.indexOf('&', copied);
    }
    return text.append(escaped, copied, escaped.length()).toString();
  }

  private static int codePoint(String reference) throws MalformedLineException {
    return switch (reference) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> numeric(reference);
    };
  }

  private static int numeric(String reference) throws MalformedLineException {
    try {
      if (reference.startsWith("#")) {
        boolean hexadecimal = reference.startsWith("#x");
        int codePoint =
            Integer.parseInt(reference.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
        if (Character.isValidCodePoint(codePoint)) {
          return codePoint;
        }
      }
    } catch (NumberFormatException notNumeric) {
      // falls through: the reason is the same as for an unknown name
    }
    throw new MalformedLineException("unknown reference &" + reference + ";");
  }
}
