package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A case written by hand, line by line, with times to read. Cells are text: {@code null} is null, a
 * number is a number, anything else a text. Queries are numbered from 0. The answers are the
 * oracle's; those that were worked out by hand as well are noted with {@link #answers}.
 */
final class Story {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode one = JSON.createObjectNode();
  private final ObjectNode byHand = JSON.createObjectNode();

  Story(String id, String kind) {
    one.put("id", id);
    one.put("kind", kind);
    for (String list : new String[] {"events", "queries", "features", "snapshot", "mutations"}) {
      one.putArray(list);
    }
  }

  /** A field of the case. */
  Story with(String name, Object value) {
    one.set(name, JSON.valueToTree(value));
    return this;
  }

  /** An event: id, key, ts, ingested (- at once), channel, category, value. */
  Story event(String line) {
    String[] cells = line.trim().split("\\s+");
    ObjectNode event = list("events").addObject();
    event.put("id", cells[0]);
    cell(event, "key", cells[1]);
    event.put("ts", millis(cells[2]));
    if (!cells[3].equals("-")) {
      event.put("ingested", millis(cells[3]));
    }
    cell(event, "channel", cells[4]);
    cell(event, "category", cells[5]);
    cell(event, "value", cells[6]);
    return this;
  }

  /** A row of a snapshot: ds, key, ts, value. */
  Story row(String line) {
    String[] cells = line.trim().split("\\s+");
    rowCells(list("snapshot").addObject().put("ds", cells[0]), cells);
    return this;
  }

  /** A mutation: mutation_ts with - (the old row) or + (the new one) before it, key, ts, value. */
  Story mutation(String line) {
    String[] cells = line.trim().split("\\s+");
    ObjectNode mutation = list("mutations").addObject();
    mutation.put("is_before", cells[0].startsWith("-"));
    mutation.put("mutation_ts", millis(cells[0].substring(1)));
    rowCells(mutation, cells);
    return this;
  }

  private static void rowCells(ObjectNode row, String[] cells) {
    cell(row, "key", cells[1]);
    row.put("ts", millis(cells[2]));
    cell(row, "value", cells[3]);
  }

  /** A query: key, ts. */
  Story query(String line) {
    String[] cells = line.trim().split("\\s+");
    ObjectNode query = list("queries").addObject();
    query.put("qid", list("queries").size() - 1);
    cell(query, "key", cells[0]);
    query.put("ts", millis(cells[1]));
    return this;
  }

  /** A feature: op (lastK:k), window, bucket or null; its name is the line with single spaces. */
  Story feature(String line) {
    return feature(line, "value");
  }

  /** A feature of a column other than value. */
  Story feature(String line, String column) {
    String[] cells = line.trim().split("\\s+");
    String[] op = cells[0].split(":");
    ObjectNode feature = list("features").addObject();
    feature.put("name", String.join(" ", cells));
    feature.put("op", op[0]);
    if (op.length > 1) {
      feature.put("k", Integer.parseInt(op[1]));
    }
    feature.put("column", column);
    feature.put("window", cells[1]);
    cell(feature, "bucket", cells[2]);
    return this;
  }

  /** An answer worked out by hand, as JSON; the feature by its name. */
  Story answers(int query, String feature, String json) {
    try {
      ObjectNode own = byHand.withObjectProperty(Integer.toString(query));
      own.set(feature, JSON.readTree(json));
    } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
    return this;
  }

  /** The case with the oracle's answers. */
  Case told() {
    return CaseOracle.answered(one);
  }

  /** qid to feature to the answer by hand. */
  ObjectNode byHand() {
    return byHand;
  }

  private ArrayNode list(String name) {
    return (ArrayNode) one.get(name);
  }

  private static long millis(String time) {
    return Instant.parse((time.length() == 10 ? time + "T00:00:00" : time) + "Z").toEpochMilli();
  }

  private static void cell(ObjectNode node, String name, String cell) {
    if (cell.equals("null")) {
      node.putNull(name);
    } else if (cell.matches("-?[0-9.]+") && name.equals("value")) {
      node.put(name, Double.parseDouble(cell));
    } else {
      node.put(name, cell);
    }
  }
}
