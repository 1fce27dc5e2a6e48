package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What is said of an entity.
 *
 * @param id id of the delivery; doubled where an event was delivered twice
 * @param key the entity; null: of nobody, which nobody is answered with
 * @param at the fact's own time
 * @param ingested known for questions as of this instant and later; null: at once
 * @param until taken back for questions after this instant; null: never
 * @param json its values
 */
public record Fact(
    String id, String key, Instant at, Instant ingested, Instant until, JsonNode json) {

  static Fact event(JsonNode event) {
    JsonNode ingested = event.path("ingested");
    return new Fact(
        event.get("id").asText(),
        Case.text(event.get("key")),
        Instant.ofEpochMilli(event.get("ts").asLong()),
        ingested.isNumber() ? Instant.ofEpochMilli(ingested.asLong()) : null,
        null,
        event);
  }
}
