package io.dealrank.features.contract;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * The contracts of the lake: the form in which every later step reads the logs, whatever the user's
 * tables look like. Attribute columns ({@code query}, {@code attributes}) are structs declared in
 * the vertical file and come last.
 */
public enum Contract {
  /** One listing shown once for a query. */
  IMPRESSIONS(
      """
      query_id STRING NOT NULL COMMENT 'the search; with listing_id the key',
      searcher_id STRING NOT NULL COMMENT 'who searched',
      listing_id STRING NOT NULL COMMENT 'what was shown',
      owner_id STRING NOT NULL COMMENT 'who is behind the listing; the listing itself where there is no owner',
      queried_at TIMESTAMP NOT NULL COMMENT 'when the query was asked, UTC',
      shown_at TIMESTAMP NOT NULL COMMENT 'when the listing was shown, UTC; the instant its features are as of',
      listing_as_of TIMESTAMP NOT NULL COMMENT 'up to when the side of the listing is known, UTC; differs from shown_at where the sides keep clocks of their own',
      position INT NOT NULL COMMENT 'place in the list as shown, 1 = first',
      production_score DOUBLE COMMENT 'score of the production ranking; null: unknown',
      shuffled BOOLEAN COMMENT 'true: the list was shown in random order; null: unknown',
      segments MAP<STRING, STRING> COMMENT 'segment name to value, for reports'
      """,
      List.of("query_id", "listing_id"),
      "shown_at",
      Map.of(
          "owner_id", "listing_id",
          "queried_at", "shown_at",
          "listing_as_of", "shown_at")),

  /** One contact of a searcher with a listing, and what came of it. */
  CONTACTS(
      """
      contact_id STRING NOT NULL COMMENT 'key',
      query_id STRING COMMENT 'the search it came from; null: unknown',
      searcher_id STRING NOT NULL COMMENT 'who made contact',
      listing_id STRING NOT NULL COMMENT 'what was contacted',
      owner_id STRING NOT NULL COMMENT 'who was contacted',
      channel STRING COMMENT 'how, for example chat, masked_phone, in_app_call',
      contacted_at TIMESTAMP NOT NULL COMMENT 'when contact was made, UTC',
      received_at TIMESTAMP NOT NULL COMMENT 'when it reached the side of the listing, UTC',
      responded_at TIMESTAMP COMMENT 'when the owner responded, UTC; null: no response',
      deal_at TIMESTAMP COMMENT 'when the deal was made, UTC; null: no deal',
      ingested_at TIMESTAMP COMMENT 'when the row reached the logs, UTC; null: at once'
      """,
      List.of("contact_id"),
      "contacted_at",
      Map.of("owner_id", "listing_id", "received_at", "contacted_at")),

  /** Any other dated fact: a vote, a comment, a refusal. */
  SIGNAL(
      """
      event_id STRING NOT NULL COMMENT 'key',
      query_id STRING COMMENT 'the search it belongs to; null: none',
      searcher_id STRING COMMENT 'the searching side; null: not concerned',
      listing_id STRING COMMENT 'the listing; null: not concerned',
      owner_id STRING COMMENT 'the side of the listing; null: not concerned',
      at TIMESTAMP NOT NULL COMMENT 'when it was known, UTC; the end of the day for a fact dated by day only',
      ingested_at TIMESTAMP COMMENT 'when the row reached the logs, UTC; null: at once'
      """,
      List.of("event_id"),
      "at",
      Map.of("owner_id", "listing_id")),

  /** One version of an entity's attributes, valid in [valid_from, valid_to). */
  ENTITY(
      """
      entity_id STRING NOT NULL COMMENT 'the entity; with valid_from the key',
      valid_from TIMESTAMP NOT NULL COMMENT 'first instant at which the version holds, UTC; 1970-01-01 for undated attributes',
      valid_to TIMESTAMP COMMENT 'first instant at which it no longer holds, UTC; null: still holds'
      """,
      List.of("entity_id", "valid_from"),
      "valid_from",
      Map.of("valid_from", "timestamp'1970-01-01 00:00:00'"));

  private final StructType columns;
  private final List<String> key;
  private final String time;
  private final Map<String, String> defaults;

  Contract(String ddl, List<String> key, String time, Map<String, String> defaults) {
    this.columns = StructType.fromDDL(ddl);
    this.key = key;
    this.time = time;
    this.defaults = defaults;
  }

  /** The fixed columns, without the declared attributes. */
  public StructType columns() {
    return columns;
  }

  /** The columns that identify a row. */
  public List<String> key() {
    return key;
  }

  /** The event's own time. */
  public String time() {
    return time;
  }

  /** Name of the struct of declared attributes. */
  public String attributesColumn() {
    return this == IMPRESSIONS ? "query" : "attributes";
  }

  /** Expression of a column that the vertical file leaves out; null: it must be mapped. */
  public String defaultOf(String column) {
    String fallback = defaults.get(column);
    return fallback != null ? fallback : (columns.apply(column).nullable() ? "null" : null);
  }
}
