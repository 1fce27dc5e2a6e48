package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A question: what an asker looked for, and when. Posts of type 1. */
public final class Questions {
  /** One line per question. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          question_id STRING NOT NULL COMMENT 'Id of the post',
          asker_id STRING NOT NULL COMMENT 'owner, unknown-<question id> when the user left',
          asked_at TIMESTAMP NOT NULL COMMENT 'creation, UTC',
          tags ARRAY<STRING> NOT NULL COMMENT 'in the order of the dump, as last edited',
          main_tag STRING COMMENT 'the first tag, null: no tag'
          """);

  static final int QUESTION = 1;

  private Questions() {}

  /** The questions among the posts. */
  public static Dataset<Row> from(Dataset<Row> posts) {
    return posts
        .where(col("PostTypeId").equalTo(QUESTION))
        .select(
            col("Id").cast("string").as("question_id"),
            owner(col("OwnerUserId"), col("Id")).as("asker_id"),
            col("CreationDate").as("asked_at"),
            tags(col("Tags")).as("tags"))
        .withColumn("main_tag", get(col("tags"), lit(0)))
        .to(SCHEMA);
  }

  /** The owner's id as text, or a user of their own for each post whose owner left. */
  static Column owner(Column userId, Column postId) {
    return coalesce(userId.cast("string"), concat(lit("unknown-"), postId.cast("string")));
  }

  /** The tags in either notation of the dumps, {@code <a><b>} or {@code |a|b|}; none: empty. */
  static Column tags(Column notation) {
    return array_remove(split(coalesce(notation, lit("")), "[<>|]+"), "");
  }
}
