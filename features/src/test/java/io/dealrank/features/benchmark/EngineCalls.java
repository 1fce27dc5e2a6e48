package io.dealrank.features.benchmark;

import static org.apache.spark.sql.functions.col;

import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.mart.Mart;
import io.dealrank.features.pointintime.FactDigest;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.PointInTime.Carried;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Span;
import io.dealrank.features.vertical.Vertical;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The engine as its users call it: the only place of the benchmark that knows its interface. */
final class EngineCalls {
  private static final String GROUP = "events";

  private EngineCalls() {}

  /** One group: counts of events in total, by channel and by category. */
  private static Vertical vertical(List<Span> windows) {
    return VerticalText.read(
            VerticalText.TINY.replace(
                    "label:",
                    """
                      signals:
                        events: {from: contacts, columns: {event_id: id, at: at}}
                    label:""")
                + """
                features:
                  - group: %s
                    entity: employer
                    from: events
                    by: {channel: attributes.channel, category: attributes.category}
                    windows: %s
                    measures:
                      count: {count: true}
                """
                    .formatted(GROUP, windows))
        .vertical();
  }

  /** Answers to questions about the log, with {@code question_id} in front. */
  static Dataset<Row> answers(EventLog log, Dataset<Row> questions, List<Span> windows) {
    Vertical vertical = vertical(windows);
    return PointInTime.ask(
            vertical, lake(log), vertical.features(), questions, "entity_id", "as_of")
        .select(col("question_id"), col(GROUP + ".*"));
  }

  /** What a build of the days [from, to] computes: snapshots, the state of the last, digests. */
  static List<Dataset<Row>> build(EventLog log, List<Span> windows, LocalDate from, LocalDate to) {
    Vertical vertical = vertical(windows);
    FeatureGroup group = vertical.features().get(0);
    return List.of(
        Mart.snapshotsAndStates(vertical, lake(log), group, from, to, null, Priors.NONE),
        FactDigest.of(vertical, lake(log), group, List.of(to)));
  }

  /**
   * What one more day computes, late facts looked for: entities whose digest is another than the
   * day before, and snapshots and states from the states of the day before, read from files.
   */
  static List<Dataset<Row>> newDay(EventLog log, List<Span> windows, LocalDate day) {
    Vertical vertical = vertical(windows);
    FeatureGroup group = vertical.features().get(0);
    LocalDate before = day.minusDays(1);
    String files = log.folder().resolve("state-" + windows.size()).toString();
    PointInTime.states(vertical, lake(log), group, before, null)
        .join(FactDigest.of(vertical, lake(log), group, List.of(before)), "entity_id")
        .write()
        .mode("overwrite")
        .parquet(files);
    Dataset<Row> states = log.events().sparkSession().read().parquet(files);
    Dataset<Row> late =
        FactDigest.of(vertical, lake(log), group, List.of(before, day))
            .join(
                states.select(col("entity_id").as("known"), col("digest_0").as("was")),
                col("entity_id").equalTo(col("known")),
                "full")
            .filter(col("digest_0").eqNullSafe(col("was")).equalTo(false));
    return List.of(
        late,
        Mart.snapshotsAndStates(
            vertical,
            lake(log),
            group,
            day,
            day,
            new Carried(before, states.select("entity_id", "state")),
            Priors.NONE));
  }

  private static Lake lake(EventLog log) {
    return new Lake(null, null, Map.of("events", log.events()), Map.of());
  }
}
