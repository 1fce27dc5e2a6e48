package io.dealrank.features.vertical;

import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where the keys of a YAML text stand: key path to line number, 1-based. */
final class KeyLines {
  private final Node root;

  KeyLines(Node root) {
    this.root = root;
  }

  /** Line of the deepest key of the path that exists; 0 if the text has no such key at all. */
  int line(List<String> path) {
    Node node = root;
    int line = 0;
    for (String key : path) {
      if (node instanceof MappingNode mapping) {
        NodeTuple tuple = find(mapping, key);
        if (tuple == null) {
          return line;
        }
        line = tuple.getKeyNode().getStartMark().getLine() + 1;
        node = tuple.getValueNode();
      } else if (node instanceof SequenceNode sequence) {
        int index = Integer.parseInt(key);
        if (index < 0 || index >= sequence.getValue().size()) {
          return line;
        }
        node = sequence.getValue().get(index);
        line = node.getStartMark().getLine() + 1;
      }
    }
    return line;
  }

  private static NodeTuple find(MappingNode mapping, String key) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
        return tuple;
      }
    }
    return null;
  }
}
