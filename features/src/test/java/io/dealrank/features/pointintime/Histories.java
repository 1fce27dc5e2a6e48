package io.dealrank.features.pointintime;

import io.dealrank.features.Lake;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.pointintime.FeatureOracle.Contact;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Random histories of contacts and questions, and how they become tables. */
final class Histories {
  static final long HOUR = 3_600_000_000L;
  static final long DAY = 24 * HOUR;
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  static final StructType CONTACTS =
      Contract.CONTACTS.columns().add("attributes", StructType.fromDDL("price DOUBLE"));
  static final StructType QUESTIONS =
      StructType.fromDDL("number INT NOT NULL, who STRING, t TIMESTAMP");

  private Histories() {}

  /** A question about an entity as of t, microseconds after {@link #START}. */
  record Question(int number, String entity, long t) {}

  /**
   * Contacts of one entity. Times lie on a grid of six hours, so that ties, outcomes at the instant
   * of a question and events on a window's edge are common; outcomes come at once, late or never.
   */
  static List<Contact> contacts(Random random, String entity) {
    List<Contact> contacts = new ArrayList<>();
    int size = random.nextInt(12);
    for (int i = 0; i < size; i++) {
      long at = 6 * HOUR * random.nextInt(60) + (random.nextInt(4) == 0 ? 1 : 0);
      Long responded = random.nextInt(3) == 0 ? null : (Long) (at + 6 * HOUR * random.nextInt(20));
      Long deal = random.nextInt(3) > 0 ? null : (Long) (at + 6 * HOUR * random.nextInt(40));
      String channel = List.of("chat", "phone", "").get(random.nextInt(3));
      Double price = random.nextInt(4) == 0 ? null : (Double) (random.nextInt(1000) / 10.0);
      contacts.add(
          new Contact(entity, at, responded, deal, channel.isEmpty() ? null : channel, price));
    }
    return contacts;
  }

  /** Contacts of the entities e0, e1, ..., each from a seed of its own. */
  static List<Contact> contacts(long seed, int entities) {
    List<Contact> all = new ArrayList<>();
    for (int e = 0; e < entities; e++) {
      all.addAll(contacts(new Random(seed + e), "e" + e));
    }
    return all;
  }

  /** Questions about the entities e0, e1, ... */
  static List<Question> questions(long seed, int entities, int each) {
    List<Question> all = new ArrayList<>();
    for (int e = 0; e < entities; e++) {
      Random random = new Random(seed - 1 - e);
      for (int i = 0; i < each; i++) {
        all.add(new Question(all.size(), "e" + e, instant(random)));
      }
    }
    return all;
  }

  /** An instant at which a question is asked: on the grid or a microsecond beside it. */
  static long instant(Random random) {
    return 6 * HOUR * random.nextInt(80) + random.nextInt(3) - 1;
  }

  static Lake lake(SparkSession spark, List<Contact> contacts) {
    Map<String, Contact> byId = new LinkedHashMap<>();
    contacts.forEach(contact -> byId.put("c%07d".formatted(byId.size()), contact));
    return lake(spark, byId);
  }

  /** A lake of contacts by their ids. */
  static Lake lake(SparkSession spark, Map<String, Contact> byId) {
    List<Row> rows = new ArrayList<>();
    byId.forEach(
        (id, c) ->
            rows.add(
                RowFactory.create(
                    id,
                    null,
                    c.entity(),
                    "resume-of-" + c.entity(),
                    c.entity(),
                    c.channel(),
                    time(c.at()),
                    time(c.at()),
                    time(c.responded()),
                    time(c.deal()),
                    null,
                    RowFactory.create(c.price()))));
    return new Lake(null, spark.createDataFrame(rows, CONTACTS), Map.of(), Map.of());
  }

  static Dataset<Row> table(SparkSession spark, List<Question> questions) {
    List<Row> rows =
        questions.stream()
            .map(q -> RowFactory.create(q.number(), q.entity(), time(q.t())))
            .toList();
    return spark.createDataFrame(rows, QUESTIONS);
  }

  static Instant time(Long micros) {
    return micros == null ? null : START.plus(micros, ChronoUnit.MICROS);
  }
}
