package io.dealrank.jobs.stackexchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class DumpSummaryTest {
  @Test
  void every_line_of_the_dump_is_counted_once(SparkSession spark) {
    TinyDump dump = TinyDump.read(spark);
    Dataset<Row> summary =
        DumpSummary.of(dump.posts(), dump.votes(), dump.comments(), dump.tables());

    assertThat(summary.schema().toDDL()).isEqualTo(DumpSummary.SCHEMA.toDDL());
    assertThat(TinyDump.text(summary))
        .containsExactlyInAnyOrder(
            "Posts.xml,rows,13",
            "Posts.xml,malformed lines,5",
            "Posts.xml,not used: PostTypeId 5,1",
            "Posts.xml,set aside: " + Quarantine.NO_QUESTION + ",1",
            "Posts.xml,set aside: " + Quarantine.BEFORE_QUESTION + ",1",
            "Votes.xml,rows,12",
            "Votes.xml,malformed lines,1",
            "Votes.xml,not used: VoteTypeId 5,1",
            "Votes.xml,set aside: " + Quarantine.NO_OWNER + ",1",
            "Votes.xml,set aside: " + Quarantine.BEFORE_ANSWER + ",1",
            "Votes.xml,set aside: " + Quarantine.NO_POST + ",1",
            "Votes.xml,set aside: " + Quarantine.NO_QUESTION_OR_ANSWER + ",1",
            "Votes.xml,set aside: " + Quarantine.ACCEPTED_AGAIN + ",1",
            "Votes.xml,set aside: " + Quarantine.NO_LISTED_ANSWER + ",1",
            "Comments.xml,rows,4",
            "Comments.xml,malformed lines,0",
            "Comments.xml,set aside: " + Quarantine.NO_OWNER + ",1",
            "Comments.xml,set aside: " + Quarantine.NO_POST + ",1",
            "questions,rows,3",
            "questions,AcceptedAnswerId differs from the vote,2", // answer 7: too early, 13: second
            // choice
            "answers,rows,7",
            "answers,accepted,2",
            "answers,by the asker,1",
            "answers,after the day of the acceptance,1",
            "votes,rows,3",
            "comments,rows,2",
            "lists,with an answer,3",
            "lists,with an acceptance,2",
            "lists,with an acceptance and 2 answers or more,2",
            "lists,with an acceptance and 2 answers or more before it,2");
  }
}
