package io.dealrank.evaluation.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealrank.evaluation.backtest.Bootstrap;
import java.util.List;

/**
 * A {@link Chapter} being written, for people and for machines at once: sentences, single numbers
 * and tables go into HTML and JSON, charts into HTML only. What a chapter says comes first; how to
 * read it stands beside a single chart, above several.
 */
public final class ChapterBody {
  private final String id;
  private final Bootstrap bootstrap;
  private final ObjectNode json = ReportJson.JSON.createObjectNode();
  private final StringBuilder findings = new StringBuilder();
  private final StringBuilder words = new StringBuilder();
  private final StringBuilder figures = new StringBuilder();
  private final StringBuilder tables = new StringBuilder();
  private int charts;

  private ChapterBody(String id, Bootstrap bootstrap) {
    this.id = id;
    this.bootstrap = bootstrap;
  }

  /**
   * The chapter as written.
   *
   * @param id unique in the page
   * @param bootstrap how the intervals of comparisons were made
   */
  static ChapterBody of(Chapter chapter, String id, Bootstrap bootstrap) {
    ChapterBody body = new ChapterBody(id, bootstrap);
    body.json.put("chapter", chapter.part().key()).put("title", chapter.title());
    chapter.write(body);
    return body;
  }

  /** An id for the next chart. */
  String nextId() {
    return id + "-" + (charts + 1);
  }

  Bootstrap bootstrap() {
    return bootstrap;
  }

  /** What the chapter says, in one sentence or two. */
  ChapterBody finding(String key, String sentences) {
    json.put(key, sentences);
    findings.append(Html.paragraph("finding", sentences));
    return this;
  }

  /** How to read it; for people only. */
  ChapterBody note(String sentences) {
    words.append(Html.paragraph("quiet", sentences));
    return this;
  }

  /** Single numbers with their names. */
  <T> ChapterBody facts(Columns<T> columns, T row) {
    columns.write(json, row);
    words.append(Html.definitions(columns.terms(row)));
    return this;
  }

  /** A chart drawn with {@link #nextId}. */
  ChapterBody figure(String figure) {
    figures.append(figure);
    charts++;
    return this;
  }

  /** A table that is opened on demand: the numbers of a chart. */
  <T> ChapterBody numbers(String key, String caption, Columns<T> columns, List<T> rows) {
    tables.append("<details>\n<summary>Numbers (").append(rows.size());
    tables.append(rows.size() == 1 ? " row" : " rows").append(")</summary>\n");
    table(key, caption, columns, rows);
    tables.append("</details>\n");
    return this;
  }

  /** A table that is always seen. */
  <T> ChapterBody table(String key, String caption, Columns<T> columns, List<T> rows) {
    ArrayNode array = json.putArray(key);
    rows.forEach(row -> columns.write(array.addObject(), row));
    tables.append(Html.table(caption, columns.heads(), rows.stream().map(columns::cells).toList()));
    return this;
  }

  /** Sentences, charts, tables. */
  String html() {
    String side = "<div class=\"side\">\n" + words + "</div>\n";
    String plots =
        switch (charts) {
          case 0 -> side;
          case 1 -> "<div class=\"plots\">\n" + figures + side + "</div>\n";
          default -> side + "<div class=\"plots\">\n" + figures + "</div>\n";
        };
    return findings + plots + tables;
  }

  ObjectNode json() {
    return json;
  }
}
