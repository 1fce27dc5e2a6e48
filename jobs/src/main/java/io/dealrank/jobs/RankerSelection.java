package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.features.vertical.SelectionChoice;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.selection.DrawSequence;
import io.dealrank.ranking.selection.RankerSearch;
import io.dealrank.ranking.selection.SearchResult;
import io.dealrank.ranking.selection.SearchSpace;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tries settings of the vertical's ranker on what was known at a cut-off. Time up to the last
 * closed attribution window is cut once more, at v: the settings are fitted on what was known at v
 * and judged by the lists asked from v on.
 *
 * @param features the features the ranker learns from
 */
record RankerSelection(VerticalFile file, List<String> features) {
  /**
   * Refuses a space that the ranker does not have.
   *
   * @throws io.dealrank.features.ConfigurationException naming the parameter's line
   */
  static void require(VerticalFile file, RankerSpec spec) {
    if (!new RankerSelection(file, List.of()).appliesTo(spec)) {
      return;
    }
    file.vertical()
        .ranker()
        .selection()
        .space()
        .forEach(
            (name, range) -> {
              Map<String, Object> one = new HashMap<>();
              one.put(name, range);
              try {
                var unused = new RankerSearch(spec, SearchSpace.parse(one));
              } catch (IllegalArgumentException refused) {
                throw file.error(
                    List.of("ranker", "selection", "space", name),
                    refused.getMessage(),
                    "docs/vertical.md lists the parameters of " + spec.type() + ".");
              }
            });
  }

  /** Whether settings are tried: for the vertical's own type of ranker. */
  boolean appliesTo(RankerSpec spec) {
    return file.vertical().ranker().selection() != null
        && spec.type().equals(file.vertical().ranker().type());
  }

  /**
   * Tries all settings.
   *
   * @param first earliest impression known
   * @return the result, its best without the columns
   */
  SearchResult search(String target, KnownRows all, Instant cutoff, Instant first) {
    RankerSpec spec = all.spec();
    SelectionChoice choice = file.vertical().ranker().selection();
    long seconds = Duration.between(first, cutoff.minus(all.gap())).toSeconds();
    Instant begins =
        first
            .plusSeconds(Math.round(seconds * (1 - choice.holdout())))
            .truncatedTo(ChronoUnit.SECONDS);
    try {
      ObservedRows known = all.at(begins, target);
      Dataset<Row> judged = all.closed(cutoff).filter(col("queried_at").geq(lit(begins)));
      SearchResult result =
          new RankerSearch(withColumns(spec, target), SearchSpace.parse(choice.space()))
              .setTrials(choice.trials())
              .setSequence(DrawSequence.valueOf(choice.sequence().name()))
              .setDepth(choice.depth())
              .setSeed(file.vertical().ranker().seed())
              .run(known.rows(), judged, begins, (ranker, rows) -> known.with(rows).fit(ranker));
      Map<String, Object> parameters = new HashMap<>(spec.parameters());
      parameters.putAll(result.trials().get(result.bestOrder()).setting());
      return new SearchResult(
          result.trials(),
          new RankerSpec(spec.type(), parameters),
          result.bestOrder(),
          result.depth(),
          result.cutoff(),
          result.lists(),
          result.emptyLists());
    } catch (IllegalArgumentException refused) {
      throw file.error(
          List.of("ranker", "selection"),
          "at " + begins + " it cannot be tried: " + refused.getMessage(),
          "Settings are fitted on what was known then: choose another holdout, or give longer logs.");
    }
  }

  private RankerSpec withColumns(RankerSpec spec, String target) {
    Map<String, Object> parameters = new HashMap<>(spec.parameters());
    parameters.put("featureColumns", features);
    parameters.put("labelColumn", "label_" + target);
    parameters.put("weightColumn", "weight");
    parameters.put("queryColumn", "query_id");
    parameters.put("seed", file.vertical().ranker().seed());
    return new RankerSpec(spec.type(), parameters);
  }
}
