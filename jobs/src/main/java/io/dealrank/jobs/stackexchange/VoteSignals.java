package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * An up or down vote as a dated fact about the owner of the post. Votes of other types are not
 * exported; {@link DumpSummary} counts them.
 */
public final class VoteSignals {
  /** One line per vote. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          event_id STRING NOT NULL COMMENT 'Id of the vote',
          answerer_id STRING COMMENT 'owner of the answer or question voted on',
          post_id STRING NOT NULL COMMENT 'the answer or question',
          kind STRING NOT NULL COMMENT 'up, down',
          at TIMESTAMP NOT NULL COMMENT 'end of the day of the vote: next midnight UTC',
          on_answer BOOLEAN COMMENT 'false: on a question'
          """);

  static final int UP = 2;
  static final int DOWN = 3;

  private VoteSignals() {}

  /** Every up or down vote with the reason when it says nothing about anybody known. */
  static Dataset<Row> judge(Dataset<Row> votes, Dataset<Row> posts) {
    return PostOwners.of(
        votes
            .where(col("VoteTypeId").isin(UP, DOWN))
            .select(
                col("Id").as("row_id"),
                col("PostId"),
                when(col("VoteTypeId").equalTo(UP), "up").otherwise("down").as("kind"),
                DayEnd.of(col("CreationDate")).as("at")),
        posts);
  }

  /**
   * The signals.
   *
   * @param kept the kept votes of {@link #judge}
   */
  static Dataset<Row> from(Dataset<Row> kept) {
    return kept.select(
            col("row_id").cast("string").as("event_id"),
            col("owner").cast("string").as("answerer_id"),
            col("PostId").cast("string").as("post_id"),
            col("kind"),
            col("at"),
            col("post_type").equalTo(lit(Answers.ANSWER)).as("on_answer"))
        .to(SCHEMA);
  }
}
