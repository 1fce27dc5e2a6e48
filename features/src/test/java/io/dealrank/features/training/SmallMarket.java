package io.dealrank.features.training;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.dealrank.features.Lake;
import io.dealrank.testing.Rows;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Lakes of a few rows; each resume is owned by the candidate of the same number. */
final class SmallMarket {
  private final SparkSession spark;
  private final Rows impressions =
      Rows.of(
          "query_id STRING, searcher_id STRING, listing_id STRING, owner_id STRING,"
              + " queried_at TIMESTAMP, shown_at TIMESTAMP, listing_as_of TIMESTAMP, position INT,"
              + " production_score DOUBLE, shuffled BOOLEAN");
  private final Rows contacts =
      Rows.of(
          "contact_id STRING, query_id STRING, searcher_id STRING, listing_id STRING,"
              + " owner_id STRING, channel STRING, contacted_at TIMESTAMP, received_at TIMESTAMP,"
              + " responded_at TIMESTAMP, deal_at TIMESTAMP, ingested_at TIMESTAMP");
  private int size;

  SmallMarket(SparkSession spark) {
    this.spark = spark;
  }

  /** A resume shown for a query; days and times of January 2026, for example {@code 05 10:00}. */
  SmallMarket shown(String query, String employer, String number, String at, int position) {
    String t = time(at);
    impressions.row(
        query, employer, "r" + number, "c" + number, t, t, t, position, null, position == 1);
    return this;
  }

  /** A contact; {@code query}, {@code responded} and {@code deal} may be null. */
  SmallMarket contact(
      String query,
      String employer,
      String number,
      String channel,
      String at,
      String responded,
      String deal) {
    String t = time(at);
    contacts.row(
        "k" + size++,
        query,
        employer,
        "r" + number,
        "c" + number,
        channel,
        t,
        t,
        time(responded),
        time(deal),
        null);
    return this;
  }

  Lake lake() {
    Dataset<Row> resumes =
        spark.sql(
            """
            select 'r1' entity_id, timestamp'1970-01-01' valid_from, null :: timestamp valid_to,
              named_struct('favourite', 'chat') attributes
            union all select 'r2', timestamp'1970-01-01', null, named_struct('favourite', 'fax')
            """);
    return new Lake(
        impressions
            .in(spark)
            .withColumn("segments", lit(null).cast("map<string,string>"))
            .withColumn("query", struct(lit(1.0).as("budget"))),
        contacts.in(spark).withColumn("attributes", struct(lit(2.0).as("price"))),
        Map.of(),
        Map.of("resume", resumes));
  }

  private static String time(String at) {
    return at == null ? null : "2026-01-" + at + (at.length() > 8 ? "" : ":00");
  }
}
