package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Entities;
import io.dealrank.features.Lake;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Role;
import io.dealrank.features.vertical.Vertical;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The facts of a feature group, one row each, ready for the sweep: {@code entity_id}, {@code at}
 * (microseconds from which the fact is known), {@code tie} (order of equal instants, where it
 * matters) and {@code fact}, the columns of the group's {@link FactLayout}.
 *
 * <p>A contact is known in versions: one at 10:00 answered at 12:00 is a contact without an answer
 * in (10:00, 12:00] and one with an answer from then on. Each expression is evaluated once per
 * version, with the outcomes that the version knows. A rate's trial is judged by its final outcome
 * but revealed only when mature.
 */
public final class FactTable {
  private FactTable() {}

  /** Added to microseconds: 19 digits for every time, so that texts sort like numbers. */
  private static final long FOUR_E18 = 4_000_000_000_000_000_000L;

  /** A period of knowledge [from, to): facts in which something becomes known in it. */
  record Period(Instant from, Instant to) {
    static final Period ALL = new Period(null, null);
  }

  /**
   * The facts of a group that have something to say in a period.
   *
   * @param tied whether the column {@code tie} is wanted
   */
  static Dataset<Row> of(
      Vertical vertical, Lake lake, FactLayout layout, Period period, boolean tied) {
    try {
      return rows(vertical, lake, layout, period, tied);
    } catch (Exception failed) {
      if (failed instanceof AnalysisException) {
        throw new ConfigurationException(
            "feature group '"
                + layout.group().group()
                + "': "
                + failed.getMessage().lines().findFirst().orElse(""),
            "An expression of the group names a column that its facts ("
                + layout.group().from()
                + ") lack.",
            "Facts have the columns of docs/tables.md, attributes.<name>, and <entity>.<attribute>.");
      }
      throw failed;
    }
  }

  private static Dataset<Row> rows(
      Vertical vertical, Lake lake, FactLayout layout, Period period, boolean tied) {
    FeatureGroup group = layout.group();
    Role key = keyRole(vertical, group);
    Dataset<Row> facts =
        lake.facts(group.from())
            .filter(col(key.keyColumn()).isNotNull())
            .withColumn("fact_at", col(factTime(group, key)));
    Column known =
        layout.dated()
            ? greatest(col("fact_at"), expr("timestampadd(MICROSECOND, -1, ingested_at)"))
            : col("fact_at");
    facts = within(facts.withColumn("known_at", known), layout, period);
    facts =
        Entities.attach(
            facts,
            vertical,
            lake,
            Map.of(Role.SEARCHER, "fact_at", Role.LISTING, "fact_at", Role.OWNER, "fact_at"),
            group.expressions());
    List<Column> stream = new ArrayList<>();
    stream.add(col(key.keyColumn()).as("entity_id"));
    stream.add(unix_micros(col("known_at")).as("at"));
    if (tied) {
      stream.add(tie(facts).as("tie"));
    }
    return layOut(facts, layout, stream);
  }

  /** Equal instants stand in the order of ingestion (null: at once), then of their ids. */
  private static Column tie(Dataset<Row> facts) {
    List<String> columns = List.of(facts.columns());
    String id =
        columns.contains("contact_id")
            ? "contact_id"
            : columns.contains("event_id") ? "event_id" : "concat(query_id, ' ', listing_id)";
    Column ingested =
        columns.contains("ingested_at")
            ? unix_micros(coalesce(col("ingested_at"), col("fact_at")))
                .plus(FOUR_E18)
                .cast("string")
            : lit("");
    return org.apache.spark.sql.functions.concat(ingested, expr(id));
  }

  private static Dataset<Row> within(Dataset<Row> facts, FactLayout layout, Period period) {
    Dataset<Row> some = facts;
    if (period.to() != null) {
      some = some.filter(col("known_at").lt(lit(period.to())));
    }
    if (period.from() != null) {
      Column changes = col("known_at").geq(lit(period.from()));
      if (layout.versions() > 1) {
        for (String outcome : FactLayout.OUTCOMES) {
          changes = changes.or(col(outcome).geq(lit(period.from())));
        }
      }
      for (Measure measure : layout.measures()) {
        if (measure.maturity() != null) {
          Instant young = period.from().minusNanos(measure.maturity().micros() * 1000);
          changes = changes.or(col("known_at").geq(lit(young)));
        } else if (measure.outcome() != null) {
          changes = changes.or(expr(measure.outcome()).geq(lit(period.from())));
        } else if (measure.at() != null) {
          changes = changes.or(expr(measure.at()).geq(lit(period.from())));
        }
      }
      some = some.filter(changes);
    }
    return some;
  }

  /** The role by which a group's facts belong to its entity. */
  static Role keyRole(Vertical vertical, FeatureGroup group) {
    return group.key() != null ? group.key() : vertical.roleOf(group.entity()).orElseThrow();
  }

  /** The fact's own time on the clock of the entity's side. */
  private static String factTime(FeatureGroup group, Role key) {
    boolean searching = key == Role.SEARCHER;
    return switch (group.from()) {
      case "impressions" -> searching ? "shown_at" : "listing_as_of";
      case "contacts" -> searching ? "contacted_at" : "received_at";
      default -> "at";
    };
  }

  private static Dataset<Row> layOut(Dataset<Row> facts, FactLayout layout, List<Column> stream) {
    Dataset<Row> laid = facts;
    boolean outcomes = layout.group().from().equals("contacts");
    if (outcomes) {
      for (String outcome : FactLayout.OUTCOMES) {
        laid = laid.withColumn("final_" + outcome, col(outcome));
      }
      Column responded = col("responded_at");
      Column deal = col("deal_at");
      Column both = when(responded.notEqual(deal), greatest(responded, deal));
      laid = laid.withColumns(Map.of("change1", least(responded, deal), "change2", both));
    }
    if (layout.dated()) {
      laid = laid.withColumn("event", unix_micros(col("fact_at")));
    }
    for (int version = 0; version < layout.versions(); version++) {
      if (outcomes) {
        laid = asKnown(laid, version);
      }
      laid = addVersion(laid, layout, version);
    }
    Column[] columns =
        layout.columns().stream()
            .map(name -> name.equals("fact") ? lit(true).as(name) : col(name))
            .toArray(Column[]::new);
    stream.add(struct(columns).as("fact"));
    return laid.select(stream.toArray(Column[]::new));
  }

  /** The contact with the outcomes that a version knows. */
  private static Dataset<Row> asKnown(Dataset<Row> facts, int version) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String outcome : FactLayout.OUTCOMES) {
      Column own = col("final_" + outcome);
      columns.put(
          outcome,
          version == 0 ? lit(null).cast("timestamp") : when(own.leq(col("change" + version)), own));
    }
    if (version > 0) {
      Column change = col("change" + version);
      Column from = unix_micros(greatest(col("known_at"), change));
      columns.put("from" + version, when(change.isNotNull(), from));
    }
    return facts.withColumns(columns);
  }

  private static Dataset<Row> addVersion(Dataset<Row> facts, FactLayout layout, int version) {
    Map<String, Column> columns = new LinkedHashMap<>();
    int d = 0;
    for (String bucket : layout.group().by().values()) {
      columns.put("b" + version + "_" + d++, expr(bucket).cast("string"));
    }
    for (int m = 0; m < layout.measures().size(); m++) {
      Measure measure = layout.measures().get(m);
      columns.put("x" + version + "_" + m, value(layout.group(), measure));
      if (measure.at() != null) {
        columns.put("e" + version + "_" + m, unix_micros(expr(measure.at()).cast("timestamp")));
      }
    }
    columns.keySet().removeIf(name -> layout.index(name) < 0);
    return columns.isEmpty() ? facts : facts.withColumns(columns);
  }

  private static Column value(FeatureGroup group, Measure measure) {
    Column holds = condition(group.where()).and(condition(measure.where()));
    return when(holds, measure.outcome() == null ? said(measure) : outcome(measure));
  }

  private static Column said(Measure measure) {
    if (measure.value() == null) {
      return lit(1.0);
    }
    Column value = expr(measure.value());
    return measure.text() ? value.cast("string") : finite(value.cast("double"));
  }

  /** Of a trial: 1 or 0; of a time to an outcome: its delay in microseconds, or -1. */
  private static Column outcome(Measure measure) {
    Column at =
        expr(FactLayout.OUTCOME.matcher(measure.outcome()).replaceAll("final_$1"))
            .cast("timestamp");
    Column delay =
        greatest(unix_micros(at).minus(unix_micros(col("fact_at"))), lit(0L)).cast("double");
    if (measure.maturity() != null) {
      Column inTime = at.isNotNull().and(delay.leq(lit((double) measure.maturity().micros())));
      return when(inTime, lit(1.0)).otherwise(lit(0.0));
    }
    double longest = measure.horizon() == null ? Double.MAX_VALUE : measure.horizon().micros();
    return when(at.isNotNull().and(delay.leq(lit(longest))), delay).otherwise(lit(-1.0));
  }

  /** NaN and infinite values say nothing, like null: one of them would drown all others. */
  private static Column finite(Column value) {
    return when(abs(value).lt(lit(Double.POSITIVE_INFINITY)), value);
  }

  private static Column condition(String where) {
    return where == null ? lit(true) : coalesce(expr(where), lit(false));
  }
}
