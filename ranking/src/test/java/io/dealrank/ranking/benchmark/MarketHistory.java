package io.dealrank.ranking.benchmark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What was known of candidate and employer more than a second before the impression: contacts,
 * responses and deals by channel, since when, and how often this employer contacted and hired such
 * people. Counts become logarithms of smoothed rates.
 */
final class MarketHistory {
  private static final List<String> CHANNELS = List.of("chat", "masked_phone", "in_app_call");

  /** Expressions over the counts, by name of the feature. */
  private static final Map<String, String> EXPRESSIONS = expressions();

  /** The simple features of {@link SimulatedImpressions} and those of here. */
  static final String[] FEATURES =
      Stream.concat(Arrays.stream(SimulatedImpressions.FEATURES), EXPRESSIONS.keySet().stream())
          .toArray(String[]::new);

  private MarketHistory() {}

  private static Map<String, String> expressions() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("candidate_response_log_odds", "ln((r_c + 1D) / (c_c - r_c + 1D))");
    all.put(
        "response_by_channels",
        "ln((share_chat + share_masked_phone + share_in_app_call)"
            + " / (k_e + 1D - share_chat - share_masked_phone - share_in_app_call))");
    all.put("candidate_contacts", "ln(1D + c_c)");
    all.put("candidate_silence", "ln(1D + c_c - c_at_response)");
    all.put("candidate_deals", "ln(1D + h_c)");
    all.put("candidate_deals_per_response", "ln((h_c + 0.3D) / (r_c - h_c + 0.7D))");
    all.put("responded_lately", "coalesce(exp((last_response - at) / (86400D * 4)), 0D)");
    all.put("hired_lately", "coalesce(exp((last_hire - at) / (86400D * 20)), 0D)");
    all.put("contacted_lately", "coalesce(exp((last_contact - at) / (86400D * 2)), 0D)");
    all.put("employer_contact_log_rate", "ln((k_e + 1D) / (n_e + 10D))");
    all.put("employer_deal_log_rate", "ln((h_e + 0.3D) / (k_e - h_e + 2D))");
    for (String kind : List.of("schedule", "experience")) {
      all.put(kind + "_contact_log_rate", "ln((k_" + kind + " + 1D) / (n_" + kind + " + 10D))");
      all.put(kind + "_deals_of_all", "ln((h_" + kind + " + 0.25D) / (h_e + 1D))");
      all.put(
          kind + "_deals_per_response",
          "ln((h_" + kind + " + 0.3D) / (r_" + kind + " - h_" + kind + " + 0.7D))");
    }
    all.put("responded_to_employer", "CAST(r_both > 0 AS DOUBLE)");
    return all;
  }

  /** The rows with the features added. */
  static Dataset<Row> add(Dataset<Row> rows) {
    Map<String, Column> kinds = new LinkedHashMap<>();
    kinds.put("shown", col("shown_at"));
    kinds.put("contact", col("contacted_at"));
    kinds.put("response", col("responded_at"));
    kinds.put("hire", col("hired_at"));
    Dataset<Row> events = null;
    for (var kind : kinds.entrySet()) {
      Dataset<Row> one =
          rows.filter(kind.getValue().isNotNull())
              .withColumn("kind", lit(kind.getKey()))
              .withColumn("at", kind.getValue().cast("long"));
      events = events == null ? one : events.union(one);
    }
    Map<String, Column> counts = new LinkedHashMap<>();
    WindowSpec candidate = before("candidate_id");
    counts.put("c_c", count("contact", candidate));
    counts.put("r_c", count("response", candidate));
    counts.put("h_c", count("hire", candidate));
    counts.put("last_contact", last("contact", candidate));
    counts.put("last_response", last("response", candidate));
    counts.put("last_hire", last("hire", candidate));
    WindowSpec employer = before("employer_id");
    counts.put("n_e", count("shown", employer));
    counts.put("k_e", count("contact", employer));
    counts.put("h_e", count("hire", employer));
    for (String channel : CHANNELS) {
      Column here = col("channel").equalTo(channel);
      counts.put("c_" + channel, count("contact", here, candidate));
      counts.put("r_" + channel, count("response", here, candidate));
      counts.put("e_" + channel, count("contact", here, employer));
    }
    for (String kind : List.of("schedule", "experience")) {
      WindowSpec of = before("employer_id", kind);
      counts.put("n_" + kind, count("shown", of));
      counts.put("k_" + kind, count("contact", of));
      counts.put("r_" + kind, count("response", of));
      counts.put("h_" + kind, count("hire", of));
    }
    counts.put("r_both", count("response", before("employer_id", "candidate_id")));
    Dataset<Row> counted =
        events
            .withColumns(counts)
            .withColumn(
                "c_at_response",
                coalesce(
                    max(when(col("kind").equalTo("response"), col("c_c"))).over(candidate),
                    lit(0L)))
            .filter("kind = 'shown'");
    List<String> prior = List.of("0.6D", "0.25D", "0.15D");
    Map<String, Column> shares = new LinkedHashMap<>();
    for (int i = 0; i < CHANNELS.size(); i++) {
      String channel = CHANNELS.get(i);
      // Contacts of the employer expected to be answered: channels by the employer's past, response
      // by the candidate's in the channel, drawn towards the candidate's overall rate.
      shares.put(
          "share_" + channel,
          expr(
              "(e_%1$s + %2$s) * (r_%1$s + 2D * (r_c + 1D) / (c_c + 2D)) / (c_%1$s + 2D)"
                  .formatted(channel, prior.get(i))));
    }
    Map<String, Column> features = new LinkedHashMap<>();
    EXPRESSIONS.forEach((name, text) -> features.put(name, expr(text)));
    List<String> dropped = new ArrayList<>(counts.keySet());
    dropped.addAll(shares.keySet());
    dropped.addAll(List.of("c_at_response", "kind", "at"));
    return counted.withColumns(shares).withColumns(features).drop(dropped.toArray(String[]::new));
  }

  private static WindowSpec before(String... keys) {
    Column[] by = Arrays.stream(keys).map(key -> col(key)).toArray(Column[]::new);
    return Window.partitionBy(by).orderBy("at").rangeBetween(Window.unboundedPreceding(), -2);
  }

  private static Column count(String kind, WindowSpec window) {
    return count(kind, lit(true), window);
  }

  private static Column count(String kind, Column condition, WindowSpec window) {
    return coalesce(sum(when(col("kind").equalTo(kind).and(condition), 1L)).over(window), lit(0L));
  }

  private static Column last(String kind, WindowSpec window) {
    return max(when(col("kind").equalTo(kind), col("at"))).over(window);
  }
}
