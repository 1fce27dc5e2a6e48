package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Vertical;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A digest, per entity, of everything that a group's facts said before a midnight: the exclusive or
 * of 64-bit hashes, one per fact and version. If the digest as of a past midnight is another than
 * when a mart was built, facts came late, changed or vanished, and the entity's snapshots are
 * stale. Two different histories have the same digest with a chance of 2^-64.
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
    Dataset<Row> facts = FactTable.of(vertical, lake, layout, FactTable.Period.ALL, true);
    List<Column> digests = new ArrayList<>();
    for (int i = 0; i < asOf.size(); i++) {
      long midnight = asOf.get(i).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
      digests.add(bit_xor(known(layout, midnight)).as("digest_" + i));
    }
    return facts
        .groupBy("entity_id")
        .agg(digests.get(0), digests.subList(1, digests.size()).toArray(Column[]::new));
  }

  /** What a fact said before an instant. */
  private static Column known(FactLayout layout, long before) {
    Column digest = lit(0L);
    for (int v = 0; v < layout.versions(); v++) {
      Column from = v == 0 ? col("at") : col("fact.from" + v);
      List<Column> said = new ArrayList<>(List.of(col("tie"), lit(v), from));
      for (String column : layout.columns()) {
        if (column.equals("event") && v == 0 || column.startsWith("b" + v + "_")) {
          said.add(col("fact." + column));
        }
      }
      for (int m = 0; m < layout.measures().size(); m++) {
        if (v >= layout.versions(m) || layout.index("x" + v + "_" + m) < 0) {
          continue;
        }
        Column value = col("fact.x" + v + "_" + m);
        Measure measure = layout.measures().get(m);
        if (measure.outcome() != null || measure.at() != null) {
          digest = digest.bitwiseXOR(later(layout, measure, v, m, from, value, before));
          said.add(value.isNull());
        } else {
          said.add(value);
        }
      }
      digest = digest.bitwiseXOR(ifBefore(from, before, xxhash64(said.toArray(Column[]::new))));
    }
    return digest;
  }

  /** A value that is known later than the version of the fact that says it. */
  private static Column later(
      FactLayout layout, Measure measure, int v, int m, Column from, Column value, long before) {
    Column known;
    if (measure.at() != null) {
      known = greatest(from, col("fact.e" + v + "_" + m));
    } else {
      Column event = layout.dated() ? col("fact.event") : col("at");
      Column delay =
          measure.maturity() != null
              ? lit(measure.maturity().micros())
              : greatest(value.cast("long"), lit(0L));
      known = greatest(from, event.plus(delay));
    }
    Column hash = xxhash64(col("tie"), lit(v), lit(m), known, value);
    return ifBefore(when(value.isNotNull(), known), before, hash);
  }

  private static Column ifBefore(Column time, long before, Column hash) {
    return coalesce(when(time.lt(lit(before)), hash), lit(0L));
  }
}
