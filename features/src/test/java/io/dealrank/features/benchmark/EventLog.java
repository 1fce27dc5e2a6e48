package io.dealrank.features.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A year of events of entities, and questions about the entities as of instants of that year, as
 * Parquet files. Every value is a function of the row's number and the seed, so that the same shape
 * is the same log on any machine. Rows lie in order of time, as logs do; one time of eight falls on
 * the full hour, so that questions meet events at the same instant and on the edge of a window.
 *
 * @param folder where its files are
 * @param events columns of a signal, with {@code attributes.channel} and {@code
 *     attributes.category}
 * @param questions {@code question_id}, {@code entity_id}, {@code as_of}
 */
record EventLog(Shape shape, Path folder, Dataset<Row> events, Dataset<Row> questions) {
  static final LocalDate FIRST_DAY = LocalDate.parse("2025-01-01");
  static final int DAYS = 365;
  static final int CHANNELS = 3;
  static final int CATEGORIES = 20;

  private static final int FILES = 8;
  private static final long HOUR = 3_600_000_000L;
  private static final double ZIPF_EXPONENT = 0.8;
  private static final double HOT_SHARE = 0.2;

  /** How events and questions are spread over entities. */
  enum Skew {
    /**
     * The entity of rank r has a share proportional to 1 / r^0.8: 1.4% for the first of 200,000.
     */
    ZIPF,
    /** All alike. */
    EVEN,
    /** One entity has a fifth, the others are alike. */
    HOT
  }

  /** What an entity's key looks like. */
  enum Keys {
    /** Eight digits. */
    NUMBER,
    /** 32 hexadecimal digits. */
    HEX
  }

  /** Size and form of a log. */
  record Shape(long events, long entities, long questions, Skew skew, Keys keys, long seed) {
    Shape skewed(Skew other) {
      return new Shape(events, entities, questions, other, keys, seed);
    }

    /** Another number of events; as many questions per event as before. */
    Shape sized(long otherEvents) {
      long otherQuestions = Math.max(1, Math.round((double) questions / events * otherEvents));
      return new Shape(otherEvents, entities, otherQuestions, skew, keys, seed);
    }

    String text() {
      return "%s events, %s entities, %s questions, %s, %s keys"
          .formatted(events, entities, questions, skew, keys)
          .toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Writes the log below the folder and reads it back. */
  static EventLog write(SparkSession spark, Path folder, Shape shape) {
    rows(spark, shape, shape.events(), "event")
        .select(
            concat(lit("event-"), col("id")).as("event_id"),
            lit(null).cast("string").as("query_id"),
            col("entity").as("searcher_id"),
            lit(null).cast("string").as("listing_id"),
            lit(null).cast("string").as("owner_id"),
            col("time").as("at"),
            struct(
                    name(shape, "channel", CHANNELS).as("channel"),
                    name(shape, "category", CATEGORIES).as("category"))
                .as("attributes"))
        .write()
        .parquet(folder.resolve("events").toString());
    rows(spark, shape, shape.questions(), "question")
        .select(col("id").as("question_id"), col("entity").as("entity_id"), col("time").as("as_of"))
        .write()
        .parquet(folder.resolve("questions").toString());
    return new EventLog(
        shape,
        folder,
        spark.read().parquet(folder.resolve("events").toString()),
        spark.read().parquet(folder.resolve("questions").toString()));
  }

  /** About so many of the questions, the same ones each time. */
  Dataset<Row> sample(long size) {
    long step = Math.max(1, shape.questions() / size);
    return questions.filter(pmod(col("question_id"), lit(step)).equalTo(0));
  }

  private static Dataset<Row> rows(SparkSession spark, Shape shape, long count, String what) {
    long start = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000L;
    long step = DAYS * 24 * HOUR / count;
    Column micros =
        col("id")
            .multiply(step)
            .plus(lit(start))
            .plus(pmod(hash(shape, what + " time"), lit(Math.max(1, step))));
    Column onTheHour = pmod(hash(shape, what + " grid"), lit(8)).equalTo(0);
    Column time = when(onTheHour, micros.minus(pmod(micros, lit(HOUR)))).otherwise(micros);
    return spark
        .range(0, count, 1, FILES)
        .toDF()
        .withColumn("time", timestamp_micros(time))
        .withColumn("entity", key(shape, entity(shape, what)));
  }

  /** Number of the entity, 0 for the most frequent. */
  private static Column entity(Shape shape, String what) {
    Column uniform = uniform(shape, what + " entity");
    Column even = uniform.multiply(shape.entities());
    Column number =
        switch (shape.skew()) {
          case EVEN -> even;
          case HOT ->
              when(uniform(shape, what + " hot").lt(lit(HOT_SHARE)), lit(0.0)).otherwise(even);
          case ZIPF -> {
            // The inverse of the integral of x^-s from 1 to n + 1.
            double power = 1 - ZIPF_EXPONENT;
            Column mass = uniform.multiply(Math.pow(shape.entities() + 1.0, power) - 1).plus(1);
            yield pow(mass, lit(1 / power)).minus(1);
          }
        };
    return least(floor(number), lit(shape.entities() - 1));
  }

  private static Column key(Shape shape, Column number) {
    return switch (shape.keys()) {
      case NUMBER -> number.plus(10_000_000L).cast("string");
      case HEX -> md5(number.cast("string").cast("binary"));
    };
  }

  private static Column name(Shape shape, String what, int values) {
    return concat(lit(what + "-"), pmod(hash(shape, what), lit(values)).cast("string"));
  }

  private static Column uniform(Shape shape, String what) {
    return shiftrightunsigned(hash(shape, what), 11).multiply(lit(1.0 / (1L << 53)));
  }

  private static Column hash(Shape shape, String what) {
    return xxhash64(col("id"), lit(what), lit(shape.seed()));
  }
}
