package io.dealrank.evaluation.trec;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The rows of a file in columns: query, document, a number and the line, some 40 bytes a row. After
 * {@link #group} the rows of query q are {@code order[start[q]..start[q + 1])}, as in the file.
 */
final class QueryRows {
  private static final int FIRST_ROWS = 1024;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  final QueryIds queries = new QueryIds();
  double[] value = new double[FIRST_ROWS];
  int[] order;
  int[] start;

  private final Path file;
  private byte[] ids = new byte[1 << 14];
  private int[] idEnd = new int[FIRST_ROWS];
  private int[] hash = new int[FIRST_ROWS];
  private int[] query = new int[FIRST_ROWS];
  private int[] line = new int[FIRST_ROWS];
  private int rows;

  QueryRows(Path file) {
    this.file = file;
  }

  /** Adds a row whose first field is the query and whose third is the document. */
  void add(TrecRows.Row row, double number) {
    int length = row.to[2] - row.from[2];
    int idStart = rows == 0 ? 0 : idEnd[rows - 1];
    if (rows == value.length) {
      grow();
    }
    if (length > ids.length - idStart) {
      if ((long) idStart + length > MOST_BYTES) {
        throw TrecFileException.tooLarge(file, row.line);
      }
      ids =
          Arrays.copyOf(
              ids, (int) Math.min(MOST_BYTES, Math.max(2L * ids.length, idStart + length)));
    }
    System.arraycopy(row.bytes, row.from[2], ids, idStart, length);
    idEnd[rows] = idStart + length;
    hash[rows] = QueryIds.hash(row.bytes, row.from[2], row.to[2]);
    query[rows] = queries.number(row.bytes, row.from[0], row.to[0]);
    line[rows] = (int) row.line;
    value[rows] = number;
    rows++;
  }

  /**
   * Brings the rows of each query together.
   *
   * @throws TrecFileException if a document occurs twice in a query; the first such line is named
   */
  void group() {
    start = new int[queries.size() + 1];
    for (int i = 0; i < rows; i++) {
      start[query[i] + 1]++;
    }
    for (int q = 0; q < queries.size(); q++) {
      start[q + 1] += start[q];
    }
    int[] next = start.clone();
    order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[next[query[i]]++] = i;
    }
    query = null;
    refuseDuplicates();
    line = null;
  }

  int length(int q) {
    return start[q + 1] - start[q];
  }

  int rows() {
    return rows;
  }

  /** The document of a row. */
  String document(int row) {
    return new String(ids, idStart(row), idEnd[row] - idStart(row), StandardCharsets.UTF_8);
  }

  /** Order of the documents of two rows by their UTF-8 bytes. */
  int compareDocuments(int row, int other) {
    return Arrays.compareUnsigned(ids, idStart(row), idEnd[row], ids, idStart(other), idEnd[other]);
  }

  /** Puts the rows of a query into an index of documents. */
  void index(int q, DocumentIndex index) {
    index.clear(length(q));
    for (int i = start[q]; i < start[q + 1]; i++) {
      index.put(order[i], hash[order[i]]);
    }
  }

  /** The row of an indexed query that has the same document as a row of another file; -1: none. */
  int find(DocumentIndex index, QueryRows other, int otherRow) {
    int wanted = other.hash[otherRow];
    for (int slot = index.first(wanted); ; slot = index.next(slot)) {
      int row = index.row(slot);
      if (row < 0
          || hash[row] == wanted
              && Arrays.equals(
                  ids,
                  idStart(row),
                  idEnd[row],
                  other.ids,
                  other.idStart(otherRow),
                  other.idEnd[otherRow])) {
        return row;
      }
    }
  }

  private void refuseDuplicates() {
    DocumentIndex index = new DocumentIndex();
    int duplicate = -1;
    int of = -1;
    for (int q = 0; q < queries.size(); q++) {
      index.clear(length(q));
      for (int i = start[q]; i < start[q + 1]; i++) {
        int row = order[i];
        if (find(index, this, row) < 0) {
          index.put(row, hash[row]);
        } else if (duplicate < 0 || row < duplicate) {
          duplicate = row;
          of = q;
        }
      }
    }
    if (duplicate >= 0) {
      throw TrecFileException.duplicate(
          file, line[duplicate], queries.text(of), document(duplicate));
    }
  }

  private int idStart(int row) {
    return row == 0 ? 0 : idEnd[row - 1];
  }

  private void grow() {
    int longer = rows + rows / 2;
    value = Arrays.copyOf(value, longer);
    idEnd = Arrays.copyOf(idEnd, longer);
    hash = Arrays.copyOf(hash, longer);
    query = Arrays.copyOf(query, longer);
    line = Arrays.copyOf(line, longer);
  }
}
