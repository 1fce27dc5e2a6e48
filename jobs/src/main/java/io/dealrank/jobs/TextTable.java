package io.dealrank.jobs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A table in plain text: texts on the left of their columns, numbers on the right. */
final class TextTable {
  private static final String NOTHING = "-";
  private static final MathContext DIGITS = new MathContext(4);
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e9;

  private final int texts;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param texts number of columns, from the left, that hold text
   */
  TextTable(int texts, String... columns) {
    this.texts = texts;
    rows.add(List.of(columns));
  }

  /** Adds a row: numbers with four significant digits, whole ones with all; null as a dash. */
  TextTable row(Object... cells) {
    rows.add(Arrays.stream(cells).map(TextTable::text).toList());
    return this;
  }

  /** The lines, the head first. */
  List<String> lines() {
    int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(i < texts ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String text(Object cell) {
    if (cell instanceof Double number) {
      return number(number);
    }
    return cell == null ? NOTHING : cell.toString();
  }

  /** A number with four significant digits, or all where it is whole. */
  static String number(double number) {
    double size = Math.abs(number);
    if (number == Math.rint(number) && size < LARGEST_PLAIN) {
      return String.format(Locale.ROOT, "%.0f", number + 0.0);
    }
    return size < SMALLEST_PLAIN || !(size < LARGEST_PLAIN)
        ? String.format(Locale.ROOT, "%.3e", number)
        : new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
