package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * An answer as the impression of its answerer in the asker's list. The list is every kept answer of
 * the dump in order of arrival:
 *
 * <pre>position(answer) = 1 + |{answers of the question with smaller (creation, id)}|</pre>
 *
 * <p>An answer that arrived after the acceptance was no candidate for it. {@code before_acceptance}
 * marks the honest list; it is a beginning of the list, so positions are the same in both.
 */
public final class Answers {
  /** One line per answer. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          query_id STRING COMMENT 'the question',
          asker_id STRING COMMENT 'unknown-<question id> when the user left',
          answer_id STRING NOT NULL COMMENT 'Id of the post',
          answerer_id STRING NOT NULL COMMENT 'unknown-<answer id> when the user left',
          queried_at TIMESTAMP COMMENT 'creation of the question, UTC',
          shown_at TIMESTAMP NOT NULL COMMENT 'creation of the answer, UTC',
          position INT NOT NULL COMMENT '1-based, by creation, then id, over all answers',
          answers_before INT NOT NULL COMMENT 'position - 1',
          tags ARRAY<STRING> COMMENT 'of the question, as last edited',
          main_tag STRING COMMENT 'the first tag of the question',
          self_answer BOOLEAN NOT NULL COMMENT 'the asker answered',
          accepted_day DATE COMMENT 'day this answer was accepted, UTC, null: it was not',
          before_acceptance BOOLEAN NOT NULL
            COMMENT 'LEAK: created before the end of the acceptance day; true: none; selects lists',
          score_at_end_of_dump INT
            COMMENT 'LEAK: undated total of votes, knows the future; only for leak tests'
          """);

  static final int ANSWER = 2;

  private Answers() {}

  /**
   * Every answer beside its question, with the reason when it has none that it could belong to.
   * Columns: row_id (of the answer), reason, question, asker, answerer (numbers, null: unknown),
   * queried_at, shown_at, tags, Score.
   */
  static Dataset<Row> judge(Dataset<Row> posts) {
    Dataset<Row> questions =
        posts
            .where(col("PostTypeId").equalTo(Questions.QUESTION))
            .select(
                col("Id").as("question"),
                col("OwnerUserId").as("asker"),
                col("CreationDate").as("queried_at"),
                Questions.tags(col("Tags")).as("tags"));
    Dataset<Row> answers =
        posts
            .where(col("PostTypeId").equalTo(ANSWER))
            .select(
                col("Id").as("row_id"),
                col("ParentId"),
                col("OwnerUserId").as("answerer"),
                col("CreationDate").as("shown_at"),
                col("Score"));
    Column reason =
        when(col("question").isNull(), Quarantine.NO_QUESTION)
            .when(col("shown_at").lt(col("queried_at")), Quarantine.BEFORE_QUESTION);
    return answers
        .join(questions, col("ParentId").equalTo(col("question")), "left")
        .withColumn("reason", reason);
  }

  /**
   * The lists.
   *
   * @param listed the kept answers of {@link #judge}
   * @param acceptances the kept acceptances of {@link Acceptances#judge}
   */
  static Dataset<Row> from(Dataset<Row> listed, Dataset<Row> acceptances) {
    Column position =
        row_number().over(Window.partitionBy("question").orderBy(col("shown_at"), col("row_id")));
    Column accepted = col("accepted_answer").equalTo(col("row_id"));
    Column inTime = col("shown_at").lt(col("known_at"));
    return listed
        .join(
            acceptances.select(
                col("question_id").as("accepted_question"),
                col("answer_id").as("accepted_answer"),
                col("day"),
                col("known_at")),
            col("question").equalTo(col("accepted_question")),
            "left")
        .withColumn("position", position)
        .select(
            col("question").cast("string").as("query_id"),
            Questions.owner(col("asker"), col("question")).as("asker_id"),
            col("row_id").cast("string").as("answer_id"),
            Questions.owner(col("answerer"), col("row_id")).as("answerer_id"),
            col("queried_at"),
            col("shown_at"),
            col("position"),
            col("position").minus(1).as("answers_before"),
            col("tags"),
            get(col("tags"), lit(0)).as("main_tag"),
            coalesce(col("asker").equalTo(col("answerer")), lit(false)).as("self_answer"),
            when(accepted, col("day")).as("accepted_day"),
            coalesce(inTime, lit(true)).as("before_acceptance"),
            col("Score").as("score_at_end_of_dump"))
        .to(SCHEMA);
  }
}
