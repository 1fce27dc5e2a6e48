package io.dealrank.features.vertical;

import java.util.LinkedHashMap;
import java.util.Map;

/** The contracts and where their columns come from. */
public record TableMappings(
    @Key(
            meaning = "one listing shown once for a query",
            example =
                "impressions: {from: impressions, columns: {query_id: query_id, searcher_id: "
                    + "employer, listing_id: resume, shown_at: ts, position: rank}}")
        TableMapping impressions,
    @Key(
            meaning = "one contact of a searcher with a listing, and what came of it",
            example =
                "contacts: {from: contacts, columns: {contact_id: id, searcher_id: employer, "
                    + "listing_id: resume, contacted_at: ts}}")
        TableMapping contacts,
    @Key(
            meaning =
                "any other dated fact: a vote, a comment, a refusal; the name is that of its table",
            fallback = "none",
            example =
                "signals: {votes: {from: votes, columns: {event_id: id, listing_id: resume, at: "
                    + "ts}}}")
        Map<String, TableMapping> signals,
    @Key(
            meaning =
                "versions of the attributes of an entity; the name is that of the searcher, the "
                    + "listing or the owner",
            fallback = "none",
            example =
                "entities: {resume: {from: resumes, columns: {entity_id: id}, attributes: "
                    + "{salary: salary}}}")
        Map<String, TableMapping> entities) {
  /** Checks that the two required tables are there. */
  public TableMappings {
    if (impressions == null || contacts == null) {
      throw new IllegalArgumentException("tables: impressions and contacts are both required");
    }
    signals = signals == null ? Map.of() : new LinkedHashMap<>(signals);
    entities = entities == null ? Map.of() : new LinkedHashMap<>(entities);
    signals.keySet().forEach(name -> Names.require(name, "signal"));
    entities.keySet().forEach(name -> Names.require(name, "entity"));
  }
}
