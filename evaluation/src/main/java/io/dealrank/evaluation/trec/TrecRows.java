package io.dealrank.evaluation.trec;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a TREC file row by row: fields separated by tabs or spaces, blank lines skipped, UTF-8. */
final class TrecRows {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TrecRows() {}

  /** Receives one row. */
  @FunctionalInterface
  interface Sink {
    void accept(long line, String[] fields);
  }

  /**
   * Sends every row of the file to the sink.
   *
   * @param columns the columns in words, for messages
   * @param fewest the fewest fields of a row
   * @param most the most fields of a row
   * @throws TrecFileException if the file is missing, unreadable or empty, or a row has another
   *     number of fields
   */
  static void read(Path file, String columns, int fewest, int most, Sink sink) {
    long line = 0;
    long rows = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        String row = line == 1 ? withoutMark(text).strip() : text.strip();
        if (row.isEmpty()) {
          continue;
        }
        String[] fields = row.split("[ \t]+");
        if (fields.length < fewest || fields.length > most) {
          throw TrecFileException.fieldCount(file, line, fields.length, columns);
        }
        sink.accept(line, fields);
        rows++;
      }
    } catch (NoSuchFileException absent) {
      throw TrecFileException.missing(file);
    } catch (CharacterCodingException notUtf8) {
      throw TrecFileException.unreadable(file, "not UTF-8 after line " + line);
    } catch (IOException failure) {
      throw TrecFileException.unreadable(file, failure.toString());
    }
    if (rows == 0) {
      throw TrecFileException.empty(file, columns);
    }
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
