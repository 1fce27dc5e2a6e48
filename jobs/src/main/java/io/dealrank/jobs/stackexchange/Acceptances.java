package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The asker's choice of an answer: votes of type 1, at most one per question. The dump has its day
 * only, so it is known from the end of that day.
 *
 * <p>An asker may change the choice; the dump then holds the last one only. Should it hold several
 * of a question, the earliest counts and the others are set aside: were it the latest, a vote would
 * change what had been known before it.
 */
final class Acceptances {
  static final int ACCEPTED = 1;

  private Acceptances() {}

  /**
   * Every acceptance with the reason when it is impossible. Columns: row_id (of the vote), reason,
   * question_id and answer_id (numbers, null: not listed), day, known_at (end of the day).
   *
   * @param listed the kept answers of {@link Answers#judge}
   */
  static Dataset<Row> judge(Dataset<Row> votes, Dataset<Row> listed) {
    Column tooEarly = col("known_at").leq(col("shown_at"));
    // a vote on a deleted post has no question: its own key keeps those votes out of one huge group
    Column choice = coalesce(col("question_id"), negate(col("row_id")));
    Column earliestFirst =
        row_number().over(Window.partitionBy(choice).orderBy(tooEarly, col("day"), col("row_id")));
    return votes
        .where(col("VoteTypeId").equalTo(ACCEPTED))
        .select(
            col("Id").as("row_id"),
            col("PostId"),
            col("CreationDate").as("day"),
            DayEnd.of(col("CreationDate")).as("known_at"))
        .join(
            listed.select(
                col("row_id").as("answer_id"), col("question").as("question_id"), col("shown_at")),
            col("PostId").equalTo(col("answer_id")),
            "left")
        .withColumn("choice", earliestFirst)
        .withColumn(
            "reason",
            when(col("answer_id").isNull(), Quarantine.NO_LISTED_ANSWER)
                .when(tooEarly, Quarantine.BEFORE_ANSWER)
                .when(col("choice").gt(1), Quarantine.ACCEPTED_AGAIN));
  }
}
