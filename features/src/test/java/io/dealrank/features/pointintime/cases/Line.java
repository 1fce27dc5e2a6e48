package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One compared value.
 *
 * @param name the case and, where it is not the reference, the meaning of time
 * @param qid the query
 * @param feature the feature
 * @param bucket its bucket; null: none
 * @param expected what the case says
 * @param got what the engine says
 * @param equal whether they are equal
 */
public record Line(
    String name,
    String qid,
    String feature,
    String bucket,
    JsonNode expected,
    JsonNode got,
    boolean equal) {

  @Override
  public String toString() {
    return "%s, query %s, %s: expected %s, got %s"
        .formatted(name, qid, column(), Comparison.text(expected), Comparison.text(got));
  }

  /** Feature and bucket. */
  public String column() {
    return bucket == null ? feature : feature + "[" + bucket + "]";
  }
}
