package io.dealrank.jobs;

import io.dealrank.features.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A lake that is filled day by day: at the midnight of a day it holds what was known then. Contacts
 * can be changed by hand, as if something came late.
 */
final class GrowingLake {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  private static final int CANDIDATES = 20;

  /** A group with measures of many kinds, one of few facts, one with fitted priors. */
  static final String VERTICAL =
      """
      vertical: growing
      searcher: {entity: employer}
      listing: {entity: resume, owner: candidate}
      sources:
        logs: {format: csv, path: "${input}/logs.csv"}
      tables:
        impressions: {from: logs, columns: {query_id: query}}
        contacts: {from: logs, columns: {contact_id: contact}, attributes: {price: price}}
        entities:
          resume: {from: logs, columns: {entity_id: resume}, attributes: {schedule: schedule}}
      features:
        - group: everything
          entity: candidate
          from: contacts
          by: {channel: channel, schedule: resume.schedule}
          windows: [3d, all]
          measures:
            contacts: {count: true}
            responses: {count: true, at: responded_at}
            decayed: {sum: attributes.price, half_life: 36h}
            paid: {sum: attributes.price}
            median: {quantile: attributes.price, bound: 4}
            last_prices: {last: attributes.price, k: 3}
            employers: {distinct: searcher_id, bound: 4}
            response_rate: {rate: responded_at, maturity: 1d, smoothing: {prior: 0.4, strength: 3}}
            time_to_deal: {time_to: deal_at, horizon: 2d}
            days_since_deal: {recency: true, at: deal_at}
            entropy: {entropy: schedule}
        - group: recent_calls
          entity: employer
          from: contacts
          where: channel = 'phone' and deal_at is null
          windows: [2d]
          measures:
            contacts: {count: true}
        - group: fitted
          entity: candidate
          from: contacts
          by: {channel: channel}
          windows: [5d]
          measures:
            response_rate: {rate: responded_at, maturity: 1d, smoothing: empirical-bayes}
      label: {within: 3d}
      """;

  /** A contact; an outcome that is null never came. */
  record Contact(
      String id,
      int candidate,
      int employer,
      String channel,
      Instant at,
      Instant responded,
      Instant deal,
      double price) {}

  private final Path folder;
  private final List<Contact> contacts = new ArrayList<>();
  private String vertical = VERTICAL;

  /** A lake whose contacts happen on the days from {@link #FIRST} on. */
  GrowingLake(Path folder, int days, int each, long seed) {
    this.folder = folder;
    Random random = new Random(seed);
    for (int i = 0; i < days * each; i++) {
      Instant at = midnight(FIRST.plusDays(i / each)).plus(Duration.ofHours(random.nextInt(24)));
      Instant responded = random.nextInt(3) == 0 ? null : at.plus(hours(random, 60));
      Instant deal = random.nextInt(3) > 0 ? null : at.plus(hours(random, 90));
      String channel = List.of("chat", "phone", "call").get(random.nextInt(3));
      contacts.add(
          new Contact(
              "c%05d".formatted(i),
              random.nextInt(CANDIDATES),
              random.nextInt(7),
              channel,
              at,
              responded,
              deal,
              random.nextInt(100) / 10.0));
    }
  }

  private static Duration hours(Random random, int most) {
    return Duration.ofHours(random.nextInt(most));
  }

  static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** All that ever happens. */
  List<Contact> contacts() {
    return contacts;
  }

  /** Changes the vertical file. */
  void vertical(String from, String to) {
    if (!vertical.contains(from)) {
      throw new IllegalArgumentException(from + " does not stand in the vertical file");
    }
    vertical = vertical.replace(from, to);
  }

  /** Writes the lake as it is known at a midnight. */
  void write(SparkSession spark, Path output, LocalDate day) {
    Workspace workspace = new Workspace(spark, output + "/growing");
    Instant now = midnight(day);
    List<Row> rows = new ArrayList<>();
    for (Contact c : contacts) {
      if (c.at().isBefore(now)) {
        rows.add(row(c, now));
      }
    }
    StructType type = Contract.CONTACTS.columns().add("attributes", "struct<price:double>");
    workspace.lake("contacts").replace(spark.createDataFrame(rows, type), type);
    List<Row> shown = new ArrayList<>();
    for (LocalDate d = FIRST; d.isBefore(day); d = d.plusDays(1)) {
      Instant at = midnight(d).plus(Duration.ofHours(9));
      shown.add(
          RowFactory.create(
              "q" + d,
              "e0",
              "r0",
              "p0",
              at,
              at,
              at,
              1,
              null,
              null,
              null,
              RowFactory.create((String) null)));
    }
    StructType impressions = Contract.IMPRESSIONS.columns().add("query", "struct<none:string>");
    workspace.lake("impressions").replace(spark.createDataFrame(shown, impressions), impressions);
    List<Row> resumes = new ArrayList<>();
    for (int r = 0; r < CANDIDATES; r++) {
      Instant turn = midnight(FIRST.plusDays(4 + r));
      resumes.add(version(r, Instant.EPOCH, turn, "full"));
      resumes.add(version(r, turn, null, r % 2 == 0 ? "part" : null));
    }
    StructType entity = Contract.ENTITY.columns().add("attributes", "struct<schedule:string>");
    workspace.lake("resume").replace(spark.createDataFrame(resumes, entity), entity);
  }

  private static Row row(Contact c, Instant now) {
    return RowFactory.create(
        c.id(),
        null,
        "e" + c.employer(),
        "r" + c.candidate(),
        "p" + c.candidate(),
        c.channel(),
        c.at(),
        c.at(),
        before(c.responded(), now),
        before(c.deal(), now),
        null,
        RowFactory.create(c.price()));
  }

  private static Row version(int resume, Instant from, Instant to, String schedule) {
    return RowFactory.create("r" + resume, from, to, RowFactory.create(schedule));
  }

  private static Instant before(Instant outcome, Instant now) {
    return outcome != null && outcome.isBefore(now) ? outcome : null;
  }

  /** Runs build-marts on a lake. */
  Ran build(Path output, String... more) {
    Path file = folder.resolve("growing.yaml");
    try {
      Files.writeString(Files.createDirectories(folder).resolve(file.getFileName()), vertical);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("build-marts", "--vertical", file.toString(), "--json"));
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(List.of(more));
    return Ran.command(arguments.toArray(String[]::new));
  }
}
