package io.dealrank.features.benchmark;

import io.dealrank.features.vertical.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Two ways to answer give the same answers, to the last bit. */
final class Agreement {
  private Agreement() {}

  /**
   * Compares engine and range join on a sample of the log's questions.
   *
   * @return number of questions compared
   * @throws IllegalStateException if an answer differs or is missing
   */
  static int check(EventLog log, List<Span> windows, long sample) {
    Dataset<Row> questions = log.sample(sample);
    return check(
        EngineCalls.answers(log, questions, windows), RangeJoin.answers(log, questions, windows));
  }

  /** Compares two tables of answers by {@code question_id}. */
  static int check(Dataset<Row> engine, Dataset<Row> peer) {
    Map<Long, Row> expected = new HashMap<>();
    for (Row row : peer.collectAsList()) {
      expected.put(row.getAs("question_id"), row);
    }
    List<Row> answers = engine.collectAsList();
    if (answers.size() != expected.size()) {
      throw new IllegalStateException(
          "the engine gives " + answers.size() + " answers, its peer " + expected.size());
    }
    for (Row answer : answers) {
      Row other = expected.get(answer.<Long>getAs("question_id"));
      for (String column : engine.columns()) {
        Object mine = answer.getAs(column);
        Object theirs = other == null ? null : other.getAs(column);
        if (mine == null || !mine.equals(theirs)) {
          throw new IllegalStateException(
              "question %s, column %s: the engine says %s, its peer %s"
                  .formatted(answer.getAs("question_id"), column, mine, theirs));
        }
      }
    }
    return answers.size();
  }
}
