package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What was read, kept and set aside, as one small table: nothing leaves the dump uncounted. One
 * action on it computes all counts; it reads every argument several times, so persist the parsed
 * lines and the answers before.
 */
public final class DumpSummary {
  /** One line per count. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          subject STRING NOT NULL COMMENT 'file of the dump, table or lists',
          fact STRING COMMENT 'what is counted',
          count BIGINT NOT NULL COMMENT 'rows, or lists'
          """);

  private static final Column ALL = lit(1);

  private DumpSummary() {}

  /** The counts of the files and of the tables made from them. */
  public static Dataset<Row> of(
      DumpRows posts, DumpRows votes, DumpRows comments, StackExchangeTables tables) {
    return lines(posts)
        .unionByName(lines(votes))
        .unionByName(lines(comments))
        .unionByName(unusedTypes(posts, "PostTypeId", Questions.QUESTION, Answers.ANSWER))
        .unionByName(
            unusedTypes(
                votes, "VoteTypeId", Acceptances.ACCEPTED, VoteSignals.UP, VoteSignals.DOWN))
        .unionByName(setAside(tables.quarantine()))
        .unionByName(rows("questions", tables.questions()))
        .unionByName(rows("votes", tables.votes()))
        .unionByName(rows("comments", tables.comments()))
        .unionByName(answers(tables.answers()))
        .unionByName(lists(tables.answers()))
        .unionByName(disagreements(posts.rows(), tables.answers()));
  }

  private static Dataset<Row> lines(DumpRows file) {
    Column malformed = col(LineParser.REASON).isNotNull();
    return facts(
        file.file().fileName(),
        file.parsed()
            .agg(count_if(not(malformed)).as("rows"), count_if(malformed).as("malformed lines")));
  }

  private static Dataset<Row> unusedTypes(DumpRows file, String type, Object... used) {
    return file.rows()
        .where(not(col(type).isin(used)))
        .groupBy(concat(lit("not used: " + type + " "), col(type).cast("string")).as("fact"))
        .agg(count(ALL).as("count"))
        .withColumn("subject", lit(file.file().fileName()))
        .to(SCHEMA);
  }

  private static Dataset<Row> setAside(Dataset<Row> quarantine) {
    return quarantine
        .groupBy(col("file").as("subject"), concat(lit("set aside: "), col("reason")).as("fact"))
        .agg(count(ALL).as("count"))
        .to(SCHEMA);
  }

  private static Dataset<Row> rows(String table, Dataset<Row> rows) {
    return facts(table, rows.agg(count(ALL).as("rows")));
  }

  private static Dataset<Row> answers(Dataset<Row> answers) {
    return facts(
        "answers",
        answers.agg(
            count(ALL).as("rows"),
            count_if(col("accepted_day").isNotNull()).as("accepted"),
            count_if(col("self_answer")).as("by the asker"),
            count_if(not(col("before_acceptance"))).as("after the day of the acceptance")));
  }

  private static Dataset<Row> lists(Dataset<Row> answers) {
    Column accepted = col("accepted").gt(0);
    return facts(
        "lists",
        answers
            .groupBy("query_id")
            .agg(
                count(ALL).as("listed"),
                count_if(col("before_acceptance")).as("candidates"),
                count_if(col("accepted_day").isNotNull()).as("accepted"))
            .agg(
                count(ALL).as("with an answer"),
                count_if(accepted).as("with an acceptance"),
                count_if(accepted.and(col("listed").geq(2)))
                    .as("with an acceptance and 2 answers or more"),
                count_if(accepted.and(col("candidates").geq(2)))
                    .as("with an acceptance and 2 answers or more before it")));
  }

  /** The undated acceptance of the question against the vote: the vote is what the tables use. */
  private static Dataset<Row> disagreements(Dataset<Row> posts, Dataset<Row> answers) {
    Dataset<Row> accepted =
        answers.where(col("accepted_day").isNotNull()).select("query_id", "answer_id");
    return facts(
        "questions",
        posts
            .where(col("PostTypeId").equalTo(Questions.QUESTION))
            .select(col("Id").cast("string").as("question_id"), col("AcceptedAnswerId"))
            .join(accepted, col("question_id").equalTo(col("query_id")), "left")
            .agg(
                count_if(not(col("AcceptedAnswerId").cast("string").eqNullSafe(col("answer_id"))))
                    .as("AcceptedAnswerId differs from the vote")));
  }

  private static Dataset<Row> facts(String subject, Dataset<Row> counts) {
    return counts
        .withColumn("subject", lit(subject))
        .unpivot(new Column[] {col("subject")}, "fact", "count")
        .to(SCHEMA);
  }
}
