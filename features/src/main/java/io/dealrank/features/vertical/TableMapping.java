package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one contract table is read from the sources. */
public record TableMapping(
    @Key(
            meaning = "where the rows come from",
            type = "name of a source",
            fallback = "exactly one of `from` and `sql`",
            example = "from: contacts, columns: {contact_id: id}")
        String from,
    @Key(
            meaning =
                "a query over the sources by name, where one source is not enough. One that is "
                    + "used twice can be an anchor: `sql: &rows ...`, `sql: *rows`",
            type = "SQL query",
            fallback = "exactly one of `from` and `sql`",
            example =
                "sql: \"select c.*, r.owner from contacts c join resumes r using (resume)\", "
                    + "columns: {contact_id: id, owner_id: owner}")
        String sql,
    @Key(
            meaning = "which rows of the source are meant; the others are not even counted",
            type = "SQL condition",
            fallback = "all",
            example = "from: contacts, columns: {contact_id: id}, where: \"status <> 'test'\"")
        String where,
    @Key(
            meaning = "where the columns of the contract come from, see below",
            type = "contract column: SQL",
            example =
                "from: contacts, columns: {contact_id: id, contacted_at: \"timestamp_millis(ms)\"}")
        Map<String, String> columns,
    @Key(
            meaning =
                "further columns: attributes of the query or its row (impressions), of the fact "
                    + "(contacts, signals), of the entity. SQL alone stands for its `expression`",
            type = "name: SQL, or the keys below",
            fallback = "none",
            example =
                "from: contacts, columns: {contact_id: id}, attributes: {price: {expression: "
                    + "price, type: double}, source: utm}")
        Map<String, Attribute> attributes,
    @Key(
            meaning =
                "impressions only: groups of lists that the report shows apart; null becomes "
                    + "`(none)`",
            type = "name: SQL",
            fallback = "none",
            example = "from: impressions, columns: {query_id: id}, segments: {region: region}")
        Map<String, String> segments) {

  /** An attribute, written as its expression, or as {@code {expression: ..., type: double}}. */
  public record Attribute(
      @Key(meaning = "its value from the source", type = "SQL", example = "expression: price")
          String expression,
      @Key(
              meaning =
                  "its type; a value that cannot be read as it sets its row aside. Without it the "
                      + "expression's own type is kept",
              type = "Spark SQL type",
              fallback = "the expression's",
              example = "expression: price, type: double")
          String type) {
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
