package io.dealrank.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs small enough to read, as CSV, with their vertical file: on each of 40 days one query that
 * shows three listings, two of which are contacted. Tests change them one thing at a time.
 */
final class TinyLogs {
  static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  static final int DAYS = 40;

  private static final String VERTICAL =
      """
      vertical: tiny
      searcher: {entity: employer}
      listing: {entity: resume}
      logs: {every_day: true, quarantine_limit: 0.05}
      sources:
        impressions: {format: csv, path: "${input}/impressions.csv", options: {header: "true"}}
        contacts: {format: csv, path: "${input}/contacts.csv", options: {header: "true"}}
      tables:
        impressions:
          from: impressions
          columns: {query_id: query, searcher_id: employer, listing_id: resume, shown_at: shown_at, position: position}
        contacts:
          from: contacts
          columns: {contact_id: contact, query_id: query, searcher_id: employer, listing_id: resume, contacted_at: contacted_at, responded_at: responded_at, deal_at: hired_at}
      features:
        - group: resume_contacts
          entity: resume
          from: contacts
          windows: [all]
          measures: {contacts: {count: true}}
      label: {within: 5d}
      """;

  private final Path folder;
  private final List<String> impressions = new ArrayList<>();
  private final List<String> contacts = new ArrayList<>();
  private String vertical = VERTICAL;

  /** Sound logs, to be written below a folder. */
  TinyLogs(Path folder) {
    this.folder = folder;
    impressions.add("query,employer,resume,shown_at,position");
    contacts.add("contact,query,employer,resume,contacted_at,responded_at,hired_at");
    for (int day = 0; day < DAYS; day++) {
      Instant asked = FIRST.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
      asked = asked.plus(10, ChronoUnit.HOURS);
      for (int position = 1; position <= 3; position++) {
        String shown = "q%d,e%d,r%d".formatted(day, day % 3, (day + position) % 3);
        impressions.add(shown + "," + asked + "," + position);
        if (position < 3) {
          contacts.add(
              "c%d_%d,%s,%s,%s,%s"
                  .formatted(
                      day,
                      position,
                      shown,
                      asked.plus(1, ChronoUnit.HOURS),
                      position == 1 ? asked.plus(3, ChronoUnit.HOURS) : "",
                      position == 1 && day % 2 == 0 ? asked.plus(1, ChronoUnit.DAYS) : ""));
        }
      }
    }
  }

  /** The lines of impressions, the header first. */
  List<String> impressions() {
    return impressions;
  }

  /** The lines of contacts, the header first. */
  List<String> contacts() {
    return contacts;
  }

  /** Changes the vertical file. */
  TinyLogs vertical(String from, String to) {
    if (!vertical.contains(from)) {
      throw new IllegalArgumentException(from + " does not stand in the vertical file");
    }
    vertical = vertical.replace(from, to);
    return this;
  }

  /** Writes all files. */
  TinyLogs write() {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("impressions.csv"), impressions);
      Files.write(folder.resolve("contacts.csv"), contacts);
      Files.writeString(folder.resolve("tiny.yaml"), vertical);
      return this;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** The folder of the logs. */
  Path folder() {
    return folder;
  }

  /** Runs a command on them. */
  Ran run(String command, Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--vertical",
                folder.resolve("tiny.yaml").toString(),
                "--output",
                output.toString()));
    arguments.addAll(List.of(more));
    return Ran.command(arguments.toArray(String[]::new));
  }

  /** Imports them. */
  Ran importInto(Path output) {
    return run("import", output, "--input", folder.toString(), "--json");
  }
}
