package io.dealrank.evaluation.trec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The scored documents of a system.
 *
 * <p>File format, one row per returned document: {@code query Q0 document rank score tag}; only
 * query, document and score are used, and the rank where it breaks ties.
 */
public final class Run {
  private static final String COLUMNS = "query, Q0, document, rank, score, tag";

  private final Path file;
  private final QueryRows rows;
  private final int[] ranks;

  private Run(Path file, QueryRows rows, int[] ranks) {
    this.file = file;
    this.rows = rows;
    this.ranks = ranks;
  }

  /**
   * Reads a run file without its ranks.
   *
   * @throws TrecFileException if the file is missing or empty, a row is short, a score is not a
   *     finite number or a document occurs twice in a query
   */
  public static Run read(Path file) {
    return read(file, Ties.ID);
  }

  /**
   * Reads a run file for a way to break ties.
   *
   * @throws TrecFileException as {@link #read(Path)}, and if ranks are needed and one is not an
   *     integer
   */
  public static Run read(Path file, Ties ties) {
    QueryRows rows = new QueryRows(file);
    int[][] ranks = {new int[ties == Ties.RANK ? 1024 : 0]};
    TrecRows.read(
        file,
        COLUMNS,
        6,
        Integer.MAX_VALUE,
        row -> {
          double score = Decimals.parse(row.bytes, row.from[4], row.to[4]);
          if (Double.isNaN(score)) {
            throw TrecFileException.notAScore(file, row.line, row.text(4));
          }
          if (ties == Ties.RANK) {
            ranks[0] = withRank(ranks[0], rows.rows(), file, row);
          }
          rows.add(row, score);
        });
    rows.group();
    return new Run(file, rows, ranks[0]);
  }

  /** Where it was read. */
  public Path file() {
    return file;
  }

  /** The number of returned documents. */
  public int size() {
    return rows.rows();
  }

  /** The documents of a query: score descending as double, ties by document id descending. */
  public List<String> ranking(String query) {
    for (int q = 0; q < rows.queries.size(); q++) {
      if (rows.queries.text(q).equals(query)) {
        int[] order = new int[rows.length(q)];
        order(q, Ties.ID, order, new int[order.length]);
        return IntStream.of(order).mapToObj(rows::document).toList();
      }
    }
    return List.of();
  }

  QueryRows rows() {
    return rows;
  }

  /** Writes the rows of a query in the order of the ranking; both arrays are long enough for it. */
  void order(int q, Ties ties, int[] ordered, int[] scratch) {
    int length = rows.length(q);
    System.arraycopy(rows.order, rows.start[q], ordered, 0, length);
    RankOrder order = (row, other) -> compare(row, other, ties);
    order.sort(ordered, scratch, length);
  }

  private int compare(int a, int b, Ties ties) {
    double first = rows.value[a];
    double second = rows.value[b];
    if (first != second) {
      return first > second ? -1 : 1;
    }
    if (ties == Ties.RANK && ranks[a] != ranks[b]) {
      return Integer.compare(ranks[a], ranks[b]);
    }
    return rows.compareDocuments(b, a);
  }

  private static int[] withRank(int[] ranks, int at, Path file, TrecRows.Row row) {
    long rank = Decimals.wholeNumber(row.bytes, row.from[3], row.to[3]);
    if (rank == Long.MIN_VALUE) {
      throw TrecFileException.notARank(file, row.line, row.text(3));
    }
    int[] longer = at < ranks.length ? ranks : Arrays.copyOf(ranks, 2 * ranks.length);
    longer[at] = (int) rank;
    return longer;
  }
}
