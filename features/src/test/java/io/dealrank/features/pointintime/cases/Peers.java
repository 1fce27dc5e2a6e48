package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What other stores answered, {@code observed_peers.json} beside the cases. */
final class Peers {
  /**
   * How often a store answered otherwise than expected.
   *
   * @param asked features of queries
   * @param different answered otherwise
   * @param unsupported it has no such feature
   */
  record Count(String peer, int asked, int different, int unsupported) {}

  private final TreeMap<String, JsonNode> observed = new TreeMap<>();

  /** The answers, none if the file is not there. */
  static Peers read(Path folder) throws IOException {
    Peers peers = new Peers();
    Path file = folder.resolve("observed_peers.json");
    if (Files.isRegularFile(file)) {
      for (JsonNode one : new ObjectMapper().readTree(file.toFile())) {
        peers.observed.put(one.get("id").asText(), one.get("observed"));
      }
    }
    return peers;
  }

  List<String> names() {
    TreeMap<String, Boolean> names = new TreeMap<>();
    observed.values().stream()
        .flatMap(one -> one.findParents("expected").stream())
        .forEach(answer -> answer.fieldNames().forEachRemaining(name -> names.put(name, true)));
    names.remove("expected");
    return List.copyOf(names.keySet());
  }

  /** What a store answered where a line was expected; text to read, "" where it was not asked. */
  String answer(String peer, Line line) {
    JsonNode value = observed(line.name(), line.qid(), line.feature()).path(peer);
    if (value.isMissingNode()) {
      return "";
    }
    JsonNode own = line.bucket() == null || value.isTextual() ? value : value.path(line.bucket());
    return own.isMissingNode() || own.isObject() ? "null" : Comparison.text(own);
  }

  /** Counts every value of the cases that a store was asked for. */
  Count count(String peer, List<Case> cases) {
    int asked = 0;
    int different = 0;
    int unsupported = 0;
    for (Case one : cases) {
      for (Case.Query query : one.queries()) {
        for (Feature feature : one.features()) {
          JsonNode answer = observed(one.id(), query.qid(), feature.name()).path(peer);
          JsonNode expected = one.json().path("expected").path(query.qid()).path(feature.name());
          asked += answer.isMissingNode() ? 0 : 1;
          if (answer.asText().equals("unsupported")) {
            unsupported++;
          } else if (!answer.isMissingNode() && !Comparison.same(feature, expected, answer)) {
            different++;
          }
        }
      }
    }
    return new Count(peer, asked, different, unsupported);
  }

  List<Count> counts(List<Case> cases) {
    List<Count> counts = new ArrayList<>();
    names().forEach(peer -> counts.add(count(peer, cases)));
    return counts;
  }

  private JsonNode observed(String id, String qid, String feature) {
    JsonNode one = observed.get(id);
    return one == null
        ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
        : one.path(qid).path(feature);
  }
}
