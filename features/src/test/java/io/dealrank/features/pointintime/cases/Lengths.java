package io.dealrank.features.pointintime.cases;

import io.dealrank.features.vertical.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time of the cases as spans of a vertical file. */
final class Lengths {
  private static final Pattern WEEKS = Pattern.compile("(\\d+)w");

  private Lengths() {}

  /** {@code lifetime} is {@code all}, a week seven days; anything else is a span already. */
  static String window(String text) {
    if (text == null || text.equals("lifetime")) {
      return "all";
    }
    Matcher weeks = WEEKS.matcher(text);
    return Span.parse(weeks.matches() ? 7 * Long.parseLong(weeks.group(1)) + "d" : text).text();
  }

  static long millis(String text) {
    return Span.parse(window(text)).duration().toMillis();
  }

  /** Milliseconds of the unit that ends a field's name: {@code _h} or {@code _hours}. */
  static long unit(String suffix) {
    return switch (suffix) {
      case "", "_ms", "_millis" -> 1;
      case "_s", "_seconds" -> 1_000;
      case "_m", "_min", "_minutes" -> 60_000;
      case "_h", "_hours" -> 3_600_000;
      case "_d", "_days" -> 86_400_000;
      default -> throw new IllegalArgumentException("no unit of time: '" + suffix + "'");
    };
  }

  /** A number of milliseconds in the largest unit that holds it. */
  static String span(long millis) {
    String units = "dhms";
    long[] lengths = {86_400_000, 3_600_000, 60_000, 1_000};
    for (int i = 0; i < lengths.length; i++) {
      if (millis > 0 && millis % lengths[i] == 0) {
        return Span.parse(millis / lengths[i] + units.substring(i, i + 1)).text();
      }
    }
    throw new IllegalArgumentException("no span of whole seconds: " + millis + " ms");
  }
}
