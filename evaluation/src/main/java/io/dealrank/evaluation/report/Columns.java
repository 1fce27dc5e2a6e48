package io.dealrank.evaluation.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The columns of a table: each is a cell for people and a field for machines, made of the same
 * value. A head is a name, a line break, and a unit.
 */
final class Columns<T> {
  private static final int LONGEST_TEXT = 600;

  private final List<String> heads = new ArrayList<>();
  private final List<Function<T, String>> cells = new ArrayList<>();
  private final List<Field<T>> fields = new ArrayList<>();

  private interface Field<T> {
    void write(ObjectNode node, T row);
  }

  Columns<T> text(String key, String head, Function<T, String> text) {
    return text(key, head, text, text);
  }

  /** A text that is named otherwise for machines. */
  Columns<T> text(
      String key, String head, Function<T, String> forPeople, Function<T, String> forMachines) {
    return add(
        head,
        row -> ForestPlot.shortened(forPeople.apply(row), LONGEST_TEXT),
        (node, row) -> node.put(key, forMachines.apply(row)));
  }

  Columns<T> count(String key, String head, ToLongFunction<T> count) {
    return add(
        head,
        row -> Numbers.count(count.applyAsLong(row)),
        (node, row) -> node.put(key, count.applyAsLong(row)));
  }

  Columns<T> number(
      String key, String head, DoubleFunction<String> format, ToDoubleFunction<T> number) {
    return add(
        head,
        row -> format.apply(number.applyAsDouble(row)),
        (node, row) -> ReportJson.number(node, key, number.applyAsDouble(row)));
  }

  /** A number whose unit differs from row to row. */
  Columns<T> number(String key, String head, ToDoubleFunction<T> number, Function<T, String> cell) {
    return add(head, cell, (node, row) -> ReportJson.number(node, key, number.applyAsDouble(row)));
  }

  Columns<T> interval(
      String key, String head, Function<Interval, String> format, Function<T, Interval> interval) {
    return add(
        head,
        row -> format.apply(interval.apply(row)),
        (node, row) -> ReportJson.interval(node, key, interval.apply(row)));
  }

  Columns<T> flag(String key, String head, Predicate<T> flag) {
    return add(
        head, row -> flag.test(row) ? "yes" : "no", (node, row) -> node.put(key, flag.test(row)));
  }

  /** Both means, the uplift and the difference with the intervals by searcher. */
  Columns<T> comparison(String level, Function<T, ComparisonRow> comparison) {
    return number(
            "production",
            "Production\nmean",
            Numbers::value,
            row -> comparison.apply(row).production())
        .number("model", "Model\nmean", Numbers::value, row -> comparison.apply(row).model())
        .number(
            "uplift",
            "Uplift\n% relative",
            Numbers::percent,
            row -> comparison.apply(row).relativeUplift())
        .interval(
            "searcher_interval",
            "Uplift, " + level + "\nby searcher",
            Numbers::shortInterval,
            row -> comparison.apply(row).uplift().bySearcher())
        .number(
            "difference",
            "Difference\nabsolute",
            Numbers::signed,
            row -> comparison.apply(row).absoluteDifference())
        .interval(
            "difference_searcher_interval",
            "Difference, " + level + "\nby searcher",
            Numbers::signedInterval,
            row -> comparison.apply(row).difference().bySearcher())
        .count("lists", "Lists\ncompared", row -> comparison.apply(row).lists());
  }

  private Columns<T> add(String head, Function<T, String> cell, Field<T> field) {
    heads.add(head);
    cells.add(cell);
    fields.add(field);
    return this;
  }

  List<String> heads() {
    return heads;
  }

  List<String> cells(T row) {
    return cells.stream().map(cell -> cell.apply(row)).toList();
  }

  /** Head to cell, with the unit behind the name. */
  Map<String, String> terms(T row) {
    Map<String, String> terms = new LinkedHashMap<>();
    for (int i = 0; i < heads.size(); i++) {
      terms.put(heads.get(i).replace("\n", ", "), cells.get(i).apply(row));
    }
    return terms;
  }

  void write(ObjectNode node, T row) {
    fields.forEach(field -> field.write(node, row));
  }
}
