package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Attributes facts about posts to the owners of the posts. */
final class PostOwners {
  private PostOwners() {}

  /**
   * The facts with {@code post_type}, {@code owner} and the {@code reason} when there is no owner.
   *
   * @param facts with a column PostId
   */
  static Dataset<Row> of(Dataset<Row> facts, Dataset<Row> posts) {
    return facts
        .join(
            posts.select(
                col("Id").as("post"),
                col("PostTypeId").as("post_type"),
                col("OwnerUserId").as("owner")),
            col("PostId").equalTo(col("post")),
            "left")
        .withColumn(
            "reason",
            when(col("post").isNull(), Quarantine.NO_POST)
                .when(
                    col("post_type")
                        .notEqual(Questions.QUESTION)
                        .and(col("post_type").notEqual(Answers.ANSWER)),
                    Quarantine.NO_QUESTION_OR_ANSWER)
                .when(col("owner").isNull(), Quarantine.NO_OWNER));
  }
}
