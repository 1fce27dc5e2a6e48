package io.dealrank.features.vertical;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contracts and where their columns come from.
 *
 * @param impressions required
 * @param contacts required
 * @param signals other dated facts by name
 * @param entities attribute versions by entity
 */
public record TableMappings(
    TableMapping impressions,
    TableMapping contacts,
    Map<String, TableMapping> signals,
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
