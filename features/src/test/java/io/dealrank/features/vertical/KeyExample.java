package io.dealrank.features.vertical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealrank.features.VerticalText;
import io.dealrank.features.training.FeatureColumn;
import java.util.Set;

/** Examples of keys, each in a vertical file that holds little else. */
final class KeyExample {
  private static final String FILE =
      """
      vertical: tiny
      searcher: {entity: employer}
      listing: {entity: resume, owner: candidate}
      sources:
        impressions: {format: parquet, path: impressions}
        contacts: {format: parquet, path: contacts}
        resumes: {format: parquet, path: resumes}
        votes: {format: parquet, path: votes}
      tables:
        impressions: {from: impressions, columns: {query_id: query_id, shuffled: shuffled}}
        contacts: {from: contacts, columns: {contact_id: id}, attributes: {price: price}}
        signals: {refusals: {from: contacts, columns: {event_id: id}}}
      features:
        - group: answers
          entity: candidate
          from: contacts
          by: {channel: channel}
          measures:
            contacts: {count: true}
            response_rate: {rate: responded_at, maturity: 2d}
            name: {rate: deal_at, maturity: 2d}
      label: {within: 3d}
      """;

  /** Sections of which an example holds only a part. */
  private static final Set<Class<?>> COMPLETED =
      Set.of(Vertical.class, TableMappings.class, FeatureGroup.class);

  private KeyExample() {}

  /** An example as a mapping. */
  static ObjectNode mapping(String example) {
    return (ObjectNode) YamlText.parse("{" + example + "}").tree();
  }

  /** The vertical of a file with the mapping in the section; its features must be sound. */
  static Vertical read(FileSection section, ObjectNode mapping) {
    ObjectNode root = (ObjectNode) YamlText.parse(FILE).tree();
    String path = section.path().replace("<table>", "signals.name");
    ObjectNode at = root;
    for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
      at = into(at, step.replaceAll("[<>]", ""));
    }
    if (!COMPLETED.contains(section.record())) {
      at.removeAll();
    }
    at.setAll(mapping);
    if (section.record() == TableMapping.Attribute.class) {
      ((ObjectNode) root.at("/tables/signals/name"))
          .put("from", "votes")
          .set("columns", mapping("event_id: id"));
    }
    VerticalFile file = VerticalText.read(root.toString());
    var unused = FeatureColumn.of(file);
    return file.vertical();
  }

  private static ObjectNode into(ObjectNode object, String step) {
    if (!step.endsWith("[]")) {
      return object.withObjectProperty(step);
    }
    ArrayNode array = object.withArrayProperty(step.substring(0, step.length() - 2));
    JsonNode first = array.isEmpty() ? array.addObject() : array.get(0);
    return (ObjectNode) first;
  }
}
