package io.dealrank.features.vertical;

import java.util.Map;

/** One of the user's tables. */
public record SourceTable(
    @Key(
            meaning =
                "any format that Spark reads: `delta`, `parquet`, `csv`, `json`, ...; or "
                    + "`stackexchange`, the XML dump of a site",
            example = "format: parquet, path: \"${input}/impressions\"")
        String format,
    @Key(
            meaning = "where the table lies; `${input}` is the folder given with `--input`",
            example = "format: delta, path: \"${input}/contacts\"")
        String path,
    @Key(
            meaning =
                "options of the format. `mode` is `FAILFAST` unless given: a broken line fails "
                    + "the run",
            type = "name: text",
            fallback = "none",
            example = "format: csv, path: \"${input}/contacts.csv\", options: {header: \"true\"}")
        Map<String, String> options) {
  /** Checks that format and path are given. */
  public SourceTable {
    if (format == null || path == null) {
      throw new IllegalArgumentException("a source needs a format and a path");
    }
    options = options == null ? Map.of() : options;
  }
}
