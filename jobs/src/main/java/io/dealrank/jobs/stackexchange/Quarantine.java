package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Readable rows that cannot be used, each with its reason. A judged dataset has a column {@code
 * row_id} and a column {@code reason}, null where the row is kept.
 */
public final class Quarantine {
  /** One line per row set aside. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          file STRING NOT NULL COMMENT 'name inside the dump',
          row_id BIGINT NOT NULL COMMENT 'Id of the row in that file',
          reason STRING COMMENT 'why the row cannot be used'
          """);

  static final String NO_QUESTION = "the question of the answer is not in the dump";
  static final String BEFORE_QUESTION = "the answer is older than its question (merged questions)";
  static final String NO_LISTED_ANSWER = "the accepted post is not an answer that was kept";
  static final String BEFORE_ANSWER = "accepted on a day before the answer was written";
  static final String ACCEPTED_AGAIN = "the question was accepted before";
  static final String NO_POST = "the post is not in the dump";
  static final String NO_QUESTION_OR_ANSWER = "the post is neither a question nor an answer";
  static final String NO_OWNER = "the post has no owner";

  private Quarantine() {}

  /** The rows without a reason. */
  static Dataset<Row> kept(Dataset<Row> judged) {
    return judged.where(col("reason").isNull());
  }

  /** The rows with a reason, columns of {@link #SCHEMA}. */
  static Dataset<Row> setAside(DumpFile file, Dataset<Row> judged) {
    return judged
        .where(col("reason").isNotNull())
        .select(lit(file.fileName()).as("file"), col("row_id"), col("reason"))
        .to(SCHEMA);
  }
}
