package io.dealrank.evaluation.trec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads a TREC file row by row, as bytes: fields separated by white space, blank lines and lines
 * that begin with {@code #} skipped, line ends of either kind, UTF-8 with or without a byte order
 * mark, plain or compressed by gzip.
 */
final class TrecRows {
  private static final int FIRST_BUFFER = 1 << 18;
  private static final int LONGEST_LINE = 1 << 24;
  private static final int FIELDS_KEPT = 6;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Path file;
  private final String columns;
  private final int fewest;
  private final int most;
  private final Sink sink;
  private final Row row = new Row();
  private long rows;

  private TrecRows(Path file, String columns, int fewest, int most, Sink sink) {
    this.file = file;
    this.columns = columns;
    this.fewest = fewest;
    this.most = most;
    this.sink = sink;
  }

  /** Receives one row; it is valid until the next one. */
  @FunctionalInterface
  interface Sink {
    void accept(Row row);
  }

  /** One row: field i, of the first six, is {@code bytes[from[i]..to[i])}. */
  static final class Row {
    byte[] bytes;
    final int[] from = new int[FIELDS_KEPT];
    final int[] to = new int[FIELDS_KEPT];
    long line;

    /** A field as text. */
    String text(int field) {
      return new String(bytes, from[field], to[field] - from[field], StandardCharsets.UTF_8);
    }
  }

  /**
   * Sends every row of the file to the sink.
   *
   * @param columns the columns in words, for messages
   * @param fewest the fewest fields of a row
   * @param most the most fields of a row
   * @throws TrecFileException if the file is missing, unreadable or empty, not UTF-8 text, or a row
   *     has another number of fields
   */
  static void read(Path file, String columns, int fewest, int most, Sink sink) {
    new TrecRows(file, columns, fewest, most, sink).read();
  }

  private void read() {
    try (InputStream plain = Files.newInputStream(file);
        InputStream stream = decompressed(plain)) {
      lines(stream);
    } catch (NoSuchFileException absent) {
      throw TrecFileException.missing(file);
    } catch (IOException failure) {
      throw Files.isDirectory(file)
          ? TrecFileException.unreadable(file, "it is a folder")
          : TrecFileException.unreadable(file, failure.toString());
    }
    if (rows == 0) {
      throw TrecFileException.empty(file, columns);
    }
  }

  private static InputStream decompressed(InputStream plain) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(plain, FIRST_BUFFER);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, FIRST_BUFFER) : buffered;
  }

  /** Fills the buffer, sends the complete lines in it, moves the rest to its front, and again. */
  private void lines(InputStream stream) throws IOException {
    byte[] buffer = new byte[FIRST_BUFFER];
    int filled = stream.readNBytes(buffer, 0, BYTE_ORDER_MARK.length);
    if (filled == BYTE_ORDER_MARK.length
        && Arrays.equals(buffer, 0, filled, BYTE_ORDER_MARK, 0, filled)) {
      filled = 0;
    }
    boolean more = true;
    while (more) {
      if (filled > buffer.length - 2) {
        if (buffer.length >= LONGEST_LINE) {
          throw TrecFileException.binary(file, row.line + 1, "a line of more than 16 MB");
        }
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int read = stream.read(buffer, filled, buffer.length - 1 - filled);
      if (read < 0) {
        more = false;
        buffer[filled++] = '\n';
      } else {
        filled += read;
      }
      int at = 0;
      int lastEnd = lastLineEnd(buffer, filled);
      while (at <= lastEnd) {
        at = line(buffer, at);
      }
      System.arraycopy(buffer, at, buffer, 0, filled - at);
      filled -= at;
    }
  }

  private static int lastLineEnd(byte[] buffer, int filled) {
    int at = filled - 1;
    while (at >= 0 && buffer[at] != '\n') {
      at--;
    }
    return at;
  }

  /** Splits the line that begins at a place and ends with a line feed; returns the next one's. */
  private int line(byte[] buffer, int start) {
    row.line++;
    row.bytes = buffer;
    int at = start;
    int fields = 0;
    int bits = 0;
    while (true) {
      byte next = buffer[at];
      while (next == ' ' || next == '\t' || next == '\r' || next == 0x0B || next == '\f') {
        next = buffer[++at];
      }
      if (next == '\n') {
        break;
      }
      if (next == '#' && fields == 0) {
        do {
          next = buffer[++at];
        } while (next != '\n');
        break;
      }
      int from = at;
      while (next > ' ' || next < 0) {
        bits |= next;
        next = buffer[++at];
      }
      if (at == from || next < '\t') {
        throw TrecFileException.binary(file, row.line, "the byte " + next);
      }
      if (fields < FIELDS_KEPT) {
        row.from[fields] = from;
        row.to[fields] = at;
      }
      fields++;
    }
    if (fields > 0) {
      if (bits < 0) {
        requireUtf8(buffer, start, at);
      }
      if (fields < fewest || fields > most) {
        throw TrecFileException.fieldCount(file, row.line, fields, columns);
      }
      sink.accept(row);
      rows++;
    }
    return at + 1;
  }

  private void requireUtf8(byte[] buffer, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, from, to - from));
    } catch (CharacterCodingException notUtf8) {
      throw TrecFileException.notUtf8(file, row.line);
    }
  }
}
