package io.dealrank.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Where a row of a text file stands: Spark names the file only, so that the line is looked for when
 * an error is told. Fields that span lines are not followed.
 */
final class RowPlace {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final TableFile.Format format;
  private final Configuration configuration;

  /**
   * @param file as Spark names it, a URI
   */
  RowPlace(String file, TableFile.Format format, Configuration configuration) {
    this.file = new Path(URI.create(file));
    this.format = format;
    this.configuration = configuration;
  }

  /** {@code file:line} of the first line of this very text; the file alone if it is not found. */
  String ofLine(String text) {
    return told((line, fields) -> line.equals(text), 1);
  }

  /**
   * {@code file:line} of a row by its fields; the file alone if it is not found.
   *
   * @param wanted column to text; null for an empty field
   * @param occurrence 1 for the first such row, 2 for the second
   */
  String ofRow(Map<String, String> wanted, int occurrence) {
    return told(
        (line, fields) ->
            wanted.entrySet().stream()
                .allMatch(
                    entry -> {
                      String found = fields.get(entry.getKey());
                      String expected = entry.getValue() == null ? "" : entry.getValue();
                      return expected.equals(found == null ? "" : found);
                    }),
        occurrence);
  }

  /** The file as a user names it. */
  private String name() {
    URI uri = file.toUri();
    return uri.getScheme() == null || uri.getScheme().equals("file")
        ? uri.getPath()
        : uri.toString();
  }

  @FunctionalInterface
  private interface Wanted {
    boolean is(String line, Map<String, String> fields);
  }

  private String told(Wanted wanted, int occurrence) {
    if (!format.isText()) {
      return name();
    }
    try (InputStream plain = file.getFileSystem(configuration).open(file);
        InputStream stream = file.getName().endsWith(".gz") ? new GZIPInputStream(plain) : plain;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      long number = 0;
      int seen = 0;
      List<String> header = List.of();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (format != TableFile.Format.JSON && number == 1) {
          header = split(line);
        } else if (wanted.is(line, fields(header, line)) && ++seen == occurrence) {
          return name() + ":" + number;
        }
      }
    } catch (IOException failed) {
      return name();
    }
    return name();
  }

  private Map<String, String> fields(List<String> header, String line) {
    Map<String, String> fields = new HashMap<>();
    if (format == TableFile.Format.JSON) {
      try {
        JSON.readTree(line)
            .fields()
            .forEachRemaining(field -> fields.put(field.getKey(), text(field.getValue())));
      } catch (JsonProcessingException | IllegalArgumentException malformed) {
        return Map.of();
      }
      return fields;
    }
    List<String> cells = split(line);
    for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
      fields.put(header.get(i), cells.get(i));
    }
    return fields;
  }

  private static String text(JsonNode value) {
    return value.isNull() ? null : value.asText();
  }

  private List<String> split(String line) {
    Predicate<String> quoted = cell -> cell.length() > 1 && cell.matches("\".*\"");
    return Arrays.stream(line.split(Pattern.quote(format.separator()), -1))
        .map(cell -> quoted.test(cell) ? cell.substring(1, cell.length() - 1) : cell)
        .toList();
  }
}
