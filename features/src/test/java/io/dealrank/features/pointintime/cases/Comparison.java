package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Compares answers with what is expected, to 1e-12 of a number's size and at least of 1. */
final class Comparison {
  private static final double TOLERANCE = 1e-12;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Comparison() {}

  /** One line, or one per bucket that either side has. */
  static List<Line> lines(
      String name, String qid, Feature feature, JsonNode expected, JsonNode got) {
    TreeSet<String> buckets = new TreeSet<>();
    expected.fieldNames().forEachRemaining(buckets::add);
    got.fieldNames().forEachRemaining(buckets::add);
    List<Line> lines = new ArrayList<>();
    for (String bucket : buckets) {
      JsonNode own = value(expected, bucket);
      JsonNode answer = got.isTextual() ? got : value(got, bucket);
      lines.add(line(name, qid, feature, bucket, own, answer));
    }
    if (buckets.isEmpty()) {
      lines.add(line(name, qid, feature, null, value(expected), value(got)));
    }
    return lines;
  }

  private static Line line(
      String name, String qid, Feature feature, String bucket, JsonNode expected, JsonNode got) {
    boolean equal = equal(expected, got, feature.zeroIsNothing());
    return new Line(name, qid, feature.name(), bucket, expected, got, equal);
  }

  private static JsonNode value(JsonNode map, String bucket) {
    JsonNode value = map.path(bucket);
    return value.isMissingNode() ? NullNode.getInstance() : value;
  }

  /** An empty map or list is no answer, like null. */
  private static JsonNode value(JsonNode node) {
    return node.isContainerNode() && node.isEmpty() ? NullNode.getInstance() : node;
  }

  /** Whether all buckets of two values are equal. */
  static boolean same(Feature feature, JsonNode expected, JsonNode got) {
    return lines("", "", feature, expected, got).stream().allMatch(Line::equal);
  }

  static boolean equal(JsonNode expected, JsonNode got, boolean zeroIsNothing) {
    if (zeroIsNothing && nothing(expected) && nothing(got)) {
      return true;
    }
    // No rule says in which direction the last k stand: the latest come first here.
    return equal(expected, got) || expected.isArray() && equal(reversed(expected), got);
  }

  private static boolean nothing(JsonNode node) {
    return node.isNull() || node.isNumber() && Math.abs(node.asDouble()) <= TOLERANCE;
  }

  /** Whether two values are equal: numbers nearly, everything else exactly. */
  static boolean equal(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      double size = Math.max(1, Math.abs(one.asDouble()));
      return Math.abs(one.asDouble() - other.asDouble()) <= TOLERANCE * size;
    }
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        if (!equal(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  private static JsonNode reversed(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    Collections.reverse(elements);
    return JSON.valueToTree(elements);
  }

  /** A value to read: whole numbers without a fraction. */
  static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> elements = new ArrayList<>();
      value.forEach(element -> elements.add(text(element)));
      return elements.toString();
    }
    double number = value.asDouble();
    return value.isNumber() && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : value.asText();
  }
}
