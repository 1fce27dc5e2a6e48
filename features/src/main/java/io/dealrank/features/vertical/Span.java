package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time written as {@code 90m}, {@code 12h}, {@code 30d} or {@code all} (unbounded).
 *
 * @param text as written, used in column names
 * @param duration the length; null for {@code all}
 */
public record Span(String text, Duration duration) implements Serializable {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");

  /** Reads {@code <number><s|m|h|d>} or {@code all}; anything else is refused. */
  @JsonCreator
  public static Span parse(String text) {
    if ("all".equals(text)) {
      return new Span(text, null);
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a length of time: write 90m, 12h, 30d, or all for a window");
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    return new Span(text, duration);
  }

  /** True for {@code all}. */
  public boolean unbounded() {
    return duration == null;
  }

  /** Length in microseconds; {@link Long#MAX_VALUE} when unbounded. */
  public long micros() {
    return unbounded() ? Long.MAX_VALUE : duration.toSeconds() * 1_000_000L;
  }

  @Override
  public String toString() {
    return text;
  }
}
