package io.dealrank.jobs.stackexchange;

import org.apache.spark.sql.types.StructType;

/**
 * A file of a dump and the attributes read from its rows. Columns carry the names of the dump; an
 * attribute that is NOT NULL here makes its line malformed when absent; a DATE keeps only the day
 * of its attribute. Attributes that are not listed are skipped unread.
 */
public enum DumpFile {
  POSTS(
      "Posts.xml",
      """
      Id BIGINT NOT NULL COMMENT 'of the post',
      PostTypeId INT NOT NULL COMMENT '1 question, 2 answer, others: tag descriptions and notices',
      ParentId BIGINT COMMENT 'of an answer: its question',
      AcceptedAnswerId BIGINT COMMENT 'of a question, undated: only to check the votes against',
      CreationDate TIMESTAMP NOT NULL COMMENT 'UTC, milliseconds',
      OwnerUserId BIGINT COMMENT 'null: the user left',
      Tags STRING COMMENT 'of a question: <a><b> or |a|b|',
      Score INT COMMENT 'LEAK: undated total at the end of the dump'
      """),
  VOTES(
      "Votes.xml",
      """
      Id BIGINT NOT NULL COMMENT 'of the vote',
      PostId BIGINT NOT NULL COMMENT 'post voted on, may be deleted since',
      VoteTypeId INT NOT NULL COMMENT '1 accepted by the asker, 2 up, 3 down, others not exported',
      CreationDate DATE NOT NULL COMMENT 'day of the vote, UTC; the dump has no clock',
      UserId BIGINT COMMENT 'only on favourites and bounties'
      """),
  COMMENTS(
      "Comments.xml",
      """
      Id BIGINT NOT NULL COMMENT 'of the comment',
      PostId BIGINT NOT NULL COMMENT 'post commented on',
      UserId BIGINT COMMENT 'who commented, null: the user left',
      CreationDate TIMESTAMP NOT NULL COMMENT 'UTC, milliseconds'
      """),
  USERS(
      "Users.xml",
      """
      Id BIGINT NOT NULL COMMENT 'of the user, -1 is the site itself',
      CreationDate TIMESTAMP NOT NULL COMMENT 'registration, UTC, milliseconds'
      """);

  private final String fileName;
  private final String ddl;

  DumpFile(String fileName, String ddl) {
    this.fileName = fileName;
    this.ddl = ddl;
  }

  /** The name inside an unpacked dump, for example {@code Posts.xml}. */
  public String fileName() {
    return fileName;
  }

  /** The columns of {@link DumpRows#rows()}. */
  public StructType schema() {
    return StructType.fromDDL(ddl);
  }
}
