package io.dealrank.features.vertical;

import java.util.Map;

/**
 * One of the user's tables.
 *
 * @param format any Spark source: delta, parquet, csv, json, ...
 * @param path where it lies; {@code ${input}} stands for the input folder
 * @param options options of the source, for example {@code header: true}
 */
public record SourceTable(String format, String path, Map<String, String> options) {
  /** Checks that format and path are given. */
  public SourceTable {
    if (format == null || path == null) {
      throw new IllegalArgumentException("a source needs a format and a path");
    }
    options = options == null ? Map.of() : options;
  }
}
