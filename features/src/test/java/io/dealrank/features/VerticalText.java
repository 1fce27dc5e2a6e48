package io.dealrank.features;

import io.dealrank.features.vertical.VerticalFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Vertical files written in a test: employers search resumes, a candidate owns each resume. */
public final class VerticalText {
  /** The smallest vertical file that can be read: no features. */
  public static final String TINY =
      """
      vertical: tiny
      searcher: {entity: employer}
      listing: {entity: resume, owner: candidate}
      sources:
        impressions: {format: parquet, path: impressions}
        contacts: {format: parquet, path: contacts}
      tables:
        impressions: {from: impressions, columns: {query_id: query_id}}
        contacts: {from: contacts, columns: {contact_id: contact_id}}
      label: {within: 3d}
      """;

  /** The same with versions of the resumes' attributes. */
  public static final String TINY_WITH_RESUMES =
      TINY.replace(
          "label:",
          "  entities:\n    resume: {from: contacts, columns: {entity_id: listing_id}}\nlabel:");

  private VerticalText() {}

  /** Reads the text as a vertical file. */
  public static VerticalFile read(String text) {
    try {
      Path file = Files.createTempFile("vertical", ".yaml");
      try {
        Files.writeString(file, text);
        return VerticalFile.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
