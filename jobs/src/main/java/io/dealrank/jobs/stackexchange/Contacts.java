package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * An answer as the contact between asker and answerer; its acceptance is the deal. {@code deal_at =
 * end(accepted_day)}, always after {@code contacted_at}.
 */
public final class Contacts {
  /** One line per answer. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          contact_id STRING NOT NULL COMMENT 'the answer',
          query_id STRING COMMENT 'the question',
          asker_id STRING COMMENT 'unknown-<question id> when the user left',
          answer_id STRING NOT NULL COMMENT 'Id of the post',
          answerer_id STRING NOT NULL COMMENT 'unknown-<answer id> when the user left',
          contacted_at TIMESTAMP NOT NULL COMMENT 'creation of the answer, UTC',
          deal_at TIMESTAMP
            COMMENT 'end of the day of the acceptance: next midnight UTC, null: not accepted'
          """);

  private Contacts() {}

  /**
   * The contacts of the lists.
   *
   * @param answers columns of {@link Answers#SCHEMA}
   */
  public static Dataset<Row> from(Dataset<Row> answers) {
    return answers
        .withColumn("contact_id", col("answer_id"))
        .withColumn("contacted_at", col("shown_at"))
        .withColumn("deal_at", DayEnd.of(col("accepted_day")))
        .to(SCHEMA);
  }
}
