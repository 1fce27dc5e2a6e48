package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A digest, per entity, of everything that a group's facts said before a midnight: the exclusive or
 * of 64-bit hashes, one per change ({@link FactReader.Changes}) that a sweep makes before it. If
 * the digest as of a past midnight is another than when a mart was built, facts came late, changed
 * or vanished, and the entity's snapshots are stale; if it is the same, a sweep would do the same
 * again. Two different histories have the same digest with a chance of 2^-64.
 *
 * <p>One scan, without a sort: facts of an entity may come in any order.
 */
public final class FactDigest {
  private FactDigest() {}

  /**
   * {@code entity_id}, then per midnight {@code digest_<i>} BIGINT: 0 if nothing was known.
   *
   * @param asOf midnights UTC at the start of these days
   */
  public static Dataset<Row> of(
      Vertical vertical, Lake lake, FeatureGroup group, List<LocalDate> asOf) {
    FactLayout layout = FactLayout.of(vertical, group);
    LocalDate latest = asOf.stream().max(Comparator.naturalOrder()).orElseThrow();
    Instant end = latest.atStartOfDay(ZoneOffset.UTC).toInstant();
    FactTable.Period period = new FactTable.Period(null, end);
    StructType schema = new StructType().add("entity_id", DataTypes.StringType, false);
    List<Column> digests = new ArrayList<>();
    for (int i = 0; i < asOf.size(); i++) {
      String name = "digest_" + i;
      schema = schema.add(name, DataTypes.LongType, false);
      digests.add(bit_xor(col(name)).as(name));
    }
    long[] midnights =
        asOf.stream().mapToLong(day -> day.toEpochDay() * MidnightIterator.DAY).toArray();
    return FactTable.of(vertical, lake, layout, period, true)
        .select(col("entity_id"), col("at"), xxhash64(col("tie")), col("fact"))
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new DigestIterator(rows, layout, midnights),
            Encoders.row(schema))
        .groupBy("entity_id")
        .agg(digests.get(0), digests.subList(1, digests.size()).toArray(Column[]::new));
  }
}
