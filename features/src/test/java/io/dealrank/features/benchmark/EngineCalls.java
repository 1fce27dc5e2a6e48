package io.dealrank.features.benchmark;

import static org.apache.spark.sql.functions.col;

import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.mart.Mart;
import io.dealrank.features.pointintime.PointInTime;
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

  /** Snapshots of all entities of the log on the days [from, to]. */
  static Dataset<Row> snapshots(EventLog log, List<Span> windows, LocalDate from, LocalDate to) {
    Vertical vertical = vertical(windows);
    return Mart.snapshots(vertical, lake(log), vertical.features().get(0), from, to);
  }

  private static Lake lake(EventLog log) {
    return new Lake(null, null, Map.of("events", log.events()), Map.of());
  }
}
