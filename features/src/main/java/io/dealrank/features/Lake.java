package io.dealrank.features;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The contract tables of one vertical.
 *
 * @param impressions see {@link io.dealrank.features.contract.Contract#IMPRESSIONS}
 * @param contacts see {@link io.dealrank.features.contract.Contract#CONTACTS}
 * @param signals by name
 * @param entities attribute versions by entity
 */
public record Lake(
    Dataset<Row> impressions,
    Dataset<Row> contacts,
    Map<String, Dataset<Row>> signals,
    Map<String, Dataset<Row>> entities) {

  /** The table of facts with the given name. */
  public Dataset<Row> facts(String name) {
    return switch (name) {
      case "impressions" -> impressions;
      case "contacts" -> contacts;
      default -> signals.get(name);
    };
  }

  /** This lake with other rows in one of its tables of facts. */
  public Lake with(String name, Dataset<Row> facts) {
    return switch (name) {
      case "impressions" -> new Lake(facts, contacts, signals, entities);
      case "contacts" -> new Lake(impressions, facts, signals, entities);
      default -> {
        Map<String, Dataset<Row>> changed = new LinkedHashMap<>(signals);
        changed.put(name, facts);
        yield new Lake(impressions, contacts, changed, entities);
      }
    };
  }
}
