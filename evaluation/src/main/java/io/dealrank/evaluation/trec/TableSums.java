package io.dealrank.evaluation.trec;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Rows of {@link TableEvaluation#perQuery} summed up, run by run. Exact, so that the partitions and
 * their order change nothing.
 */
public final class TableSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final MeasureSum[][] sums;
  private final long[] evaluated;
  private final long[] withoutRelevant;
  private final long[] notJudged;
  private final long[] notReturned;
  private final long[] common;

  /** Texts, for Kryo cannot write a record. */
  private String duplicateQuery;

  private String duplicateListing;

  /**
   * A listing that is there twice in a query.
   *
   * @param query the first by text that has such a listing
   * @param listing the first by text of that query
   */
  public record Duplicate(String query, String listing) {}

  TableSums(int runs, List<MeasureForm.Summary> summaries) {
    sums = new MeasureSum[runs][summaries.size()];
    for (MeasureSum[] ofRun : sums) {
      for (int m = 0; m < ofRun.length; m++) {
        ofRun[m] = new MeasureSum(summaries.get(m));
      }
    }
    evaluated = new long[runs];
    withoutRelevant = new long[runs];
    notJudged = new long[runs];
    notReturned = new long[runs];
    common = new long[runs];
  }

  /** The first listing that is there twice in a query; null if there is none. */
  public Duplicate duplicate() {
    return duplicateQuery == null ? null : new Duplicate(duplicateQuery, duplicateListing);
  }

  /** The judged queries that a run returned. */
  public long common(int run) {
    return common[run];
  }

  /** Evaluated queries, over all runs. */
  public long lists() {
    long lists = 0;
    for (long count : evaluated) {
      lists += count;
    }
    return lists;
  }

  TableSums add(Row row) {
    if (!row.isNullAt(TableEvaluation.Cell.DUPLICATE)) {
      keep(
          row.getString(TableEvaluation.Cell.QUERY), row.getString(TableEvaluation.Cell.DUPLICATE));
      return this;
    }
    int run = row.getInt(TableEvaluation.Cell.RUN);
    boolean judged = row.getBoolean(TableEvaluation.Cell.JUDGED);
    boolean returned = row.getInt(TableEvaluation.Cell.RETURNED) > 0;
    notJudged[run] += judged ? 0 : 1;
    notReturned[run] += returned ? 0 : 1;
    common[run] += judged && returned ? 1 : 0;
    if (!row.isNullAt(TableEvaluation.Cell.RELEVANT)) {
      evaluated[run]++;
      withoutRelevant[run] += row.getInt(TableEvaluation.Cell.RELEVANT) == 0 ? 1 : 0;
      for (int m = 0; m < sums[run].length; m++) {
        sums[run][m].add(row.getDouble(TableEvaluation.Cell.FIRST_MEASURE + m));
      }
    }
    return this;
  }

  TableSums plus(TableSums other) {
    if (other.duplicateQuery != null) {
      keep(other.duplicateQuery, other.duplicateListing);
    }
    for (int run = 0; run < sums.length; run++) {
      evaluated[run] += other.evaluated[run];
      withoutRelevant[run] += other.withoutRelevant[run];
      notJudged[run] += other.notJudged[run];
      notReturned[run] += other.notReturned[run];
      common[run] += other.common[run];
      for (int m = 0; m < sums[run].length; m++) {
        sums[run][m].add(other.sums[run][m]);
      }
    }
    return this;
  }

  MeasureSum[] of(int run) {
    return sums[run];
  }

  TrecResult.Counts counts(int run) {
    return new TrecResult.Counts(
        Math.toIntExact(evaluated[run]),
        Math.toIntExact(withoutRelevant[run]),
        Math.toIntExact(notJudged[run]),
        Math.toIntExact(notReturned[run]));
  }

  private void keep(String query, String listing) {
    if (duplicateQuery == null
        || query.compareTo(duplicateQuery) < 0
        || query.equals(duplicateQuery) && listing.compareTo(duplicateListing) < 0) {
      duplicateQuery = query;
      duplicateListing = listing;
    }
  }
}
