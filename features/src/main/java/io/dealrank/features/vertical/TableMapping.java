package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one contract table is read from the sources.
 *
 * @param from name of a source; or {@code sql}
 * @param sql a query over the sources by name, where one source is not enough
 * @param where SQL condition on the source: which of its rows are meant; default: all
 * @param columns contract column to SQL expression on the source
 * @param attributes further columns to SQL expressions: attributes of the query (impressions), of
 *     the event (contacts, signals) or of the entity
 * @param segments impressions only: segment name to SQL expression
 */
public record TableMapping(
    String from,
    String sql,
    String where,
    Map<String, String> columns,
    Map<String, Attribute> attributes,
    Map<String, String> segments) {

  /**
   * An attribute, written as its expression, or as {@code {expression: ..., type: double}}.
   *
   * @param expression SQL on the source
   * @param type Spark SQL type; a value that cannot be read as it sets its row aside; default: the
   *     expression's own type
   */
  public record Attribute(String expression, String type) {
    /** Checks that the expression is given. */
    public Attribute {
      if (expression == null) {
        throw new IllegalArgumentException("an attribute needs an expression");
      }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Attribute of(String expression) {
      return new Attribute(expression, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Attribute of(
        @JsonProperty("expression") String expression, @JsonProperty("type") String type) {
      return new Attribute(expression, type);
    }
  }

  /** Checks that exactly one of from and sql is given. */
  public TableMapping {
    if ((from == null) == (sql == null)) {
      throw new IllegalArgumentException("a table needs exactly one of from and sql");
    }
    if (columns == null || columns.isEmpty()) {
      throw new IllegalArgumentException("a table needs columns");
    }
    columns = new LinkedHashMap<>(columns);
    attributes = attributes == null ? Map.of() : new LinkedHashMap<>(attributes);
    attributes.keySet().forEach(name -> Names.require(name, "attribute"));
    segments = segments == null ? Map.of() : new LinkedHashMap<>(segments);
  }
}
