package io.dealrank.features.vertical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML text as a tree of values and the lines of its keys. Anchors are followed; a key given
 * twice is an error; a date stays the text it was written as.
 *
 * @param tree the values
 * @param lines where the keys stand
 */
record YamlText(JsonNode tree, KeyLines lines) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * Parses a text.
   *
   * @throws MarkedYAMLException with the place of the error
   */
  static YamlText parse(String text) {
    Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    if (!(root instanceof MappingNode)) {
      throw new NotAMapping(root);
    }
    return new YamlText(value(root), new KeyLines(root));
  }

  private static JsonNode value(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = NODES.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        String key = ((ScalarNode) tuple.getKeyNode()).getValue();
        if (object.has(key)) {
          throw new DuplicateKey(key, tuple.getKeyNode());
        }
        object.set(key, value(tuple.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = NODES.arrayNode();
      sequence.getValue().forEach(element -> array.add(value(element)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      return NODES.nullNode();
    } else if (node.getTag().equals(Tag.BOOL) && text.matches("true|false")) {
      return NODES.booleanNode(Boolean.parseBoolean(text));
    } else if (node.getTag().equals(Tag.INT) && text.matches("-?\\d{1,18}")) {
      return NODES.numberNode(Long.parseLong(text));
    } else if (node.getTag().equals(Tag.FLOAT) && text.matches("-?[0-9.]+([eE][-+]?\\d+)?")) {
      return NODES.numberNode(Double.parseDouble(text));
    }
    return NODES.textNode(text);
  }

  private static final class DuplicateKey extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    DuplicateKey(String key, Node node) {
      super(null, null, "key '" + key + "' is given twice", node.getStartMark());
    }
  }

  private static final class NotAMapping extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    NotAMapping(Node node) {
      super(
          null,
          null,
          "the file is no mapping of keys to values",
          node == null ? null : node.getStartMark());
    }
  }
}
