package io.dealrank.ranking.selection;

import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.RankerSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a search found; kept with the model.
 *
 * @param trials every setting in the order it was tried
 * @param best the spec with the setting of the greatest NDCG, the first of equals
 * @param bestOrder its trial
 * @param depth k of NDCG@k
 * @param cutoff fitted on rows before, scored on lists at or after it
 * @param lists validation lists that have a gain: those of the mean
 * @param emptyLists validation lists without one, whose NDCG is not defined
 */
public record SearchResult(
    List<Trial> trials,
    RankerSpec best,
    int bestOrder,
    int depth,
    Instant cutoff,
    long lists,
    long emptyLists) {
  public SearchResult {
    trials = List.copyOf(trials);
  }

  /**
   * Values for {@link io.dealrank.ranking.ModelProvenance#metrics}: the best NDCG, its distance to
   * the median trial's, and the counts behind them. The best of many trials is optimistic: another
   * period must tell how good the ranker is.
   */
  public Map<String, Double> metrics() {
    double[] sorted = trials.stream().mapToDouble(Trial::ndcg).sorted().toArray();
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    double most = trials.get(bestOrder).ndcg();
    return new TreeMap<>(
        Map.of(
            "selection_ndcg_at_" + depth,
            most,
            "selection_gain_over_median",
            most - median,
            "selection_trials",
            (double) n,
            "selection_lists",
            (double) lists));
  }

  /** Indented JSON. */
  public String toJson() {
    return JsonText.writeIndented(this);
  }

  /** Reads what {@link #toJson} wrote. */
  public static SearchResult fromJson(String json) {
    return JsonText.read(json, SearchResult.class);
  }
}
