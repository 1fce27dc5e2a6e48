package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A comment as a dated fact between its writer and the owner of the post. */
public final class CommentSignals {
  /** One line per comment. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          event_id STRING NOT NULL COMMENT 'Id of the comment',
          post_owner_id STRING COMMENT 'owner of the answer or question commented on',
          commenter_id STRING COMMENT 'who wrote it, null: the user left',
          post_id STRING NOT NULL COMMENT 'the answer or question',
          at TIMESTAMP NOT NULL COMMENT 'creation, UTC'
          """);

  private CommentSignals() {}

  /** Every comment with the reason when it says nothing about anybody known. */
  static Dataset<Row> judge(Dataset<Row> comments, Dataset<Row> posts) {
    return PostOwners.of(
        comments.select(
            col("Id").as("row_id"), col("PostId"), col("UserId"), col("CreationDate").as("at")),
        posts);
  }

  /**
   * The signals.
   *
   * @param kept the kept comments of {@link #judge}
   */
  static Dataset<Row> from(Dataset<Row> kept) {
    return kept.select(
            col("row_id").cast("string").as("event_id"),
            col("owner").cast("string").as("post_owner_id"),
            col("UserId").cast("string").as("commenter_id"),
            col("PostId").cast("string").as("post_id"),
            col("at"))
        .to(SCHEMA);
  }
}
