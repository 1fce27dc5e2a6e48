package io.dealrank.jobs.stackexchange;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The staging tables of a dump; a vertical maps them onto the contracts (answers: impressions,
 * contacts: contacts, the others: signals).
 *
 * <p>Every table reads the posts again: persist {@link DumpRows#parsed()} of the posts, or write
 * its rows down, before more than one table of a large dump is made.
 *
 * @param answers columns of {@link Answers#SCHEMA}
 * @param contacts columns of {@link Contacts#SCHEMA}
 * @param questions columns of {@link Questions#SCHEMA}
 * @param votes columns of {@link VoteSignals#SCHEMA}
 * @param comments columns of {@link CommentSignals#SCHEMA}
 * @param quarantine columns of {@link Quarantine#SCHEMA}
 */
public record StackExchangeTables(
    Dataset<Row> answers,
    Dataset<Row> contacts,
    Dataset<Row> questions,
    Dataset<Row> votes,
    Dataset<Row> comments,
    Dataset<Row> quarantine) {

  /**
   * Derives the tables.
   *
   * @param posts columns of {@link DumpFile#POSTS}
   * @param votes columns of {@link DumpFile#VOTES}
   * @param comments columns of {@link DumpFile#COMMENTS}
   */
  public static StackExchangeTables of(
      Dataset<Row> posts, Dataset<Row> votes, Dataset<Row> comments) {
    Dataset<Row> judgedAnswers = Answers.judge(posts);
    Dataset<Row> listed = Quarantine.kept(judgedAnswers);
    Dataset<Row> judgedAcceptances = Acceptances.judge(votes, listed);
    Dataset<Row> judgedVotes = VoteSignals.judge(votes, posts);
    Dataset<Row> judgedComments = CommentSignals.judge(comments, posts);
    Dataset<Row> answers = Answers.from(listed, Quarantine.kept(judgedAcceptances));
    return new StackExchangeTables(
        answers,
        Contacts.from(answers),
        Questions.from(posts),
        VoteSignals.from(Quarantine.kept(judgedVotes)),
        CommentSignals.from(Quarantine.kept(judgedComments)),
        Quarantine.setAside(DumpFile.POSTS, judgedAnswers)
            .unionByName(Quarantine.setAside(DumpFile.VOTES, judgedAcceptances))
            .unionByName(Quarantine.setAside(DumpFile.VOTES, judgedVotes))
            .unionByName(Quarantine.setAside(DumpFile.COMMENTS, judgedComments)));
  }
}
