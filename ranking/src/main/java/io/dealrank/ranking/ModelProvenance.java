package io.dealrank.ranking;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from: enough to train it again and to tell whether two models may be
 * compared. Written as {@code provenance.json} beside the model.
 *
 * @param version name of the model version
 * @param vertical name of the vertical
 * @param recipe what was fitted
 * @param training what it was fitted on
 * @param origin what made it
 * @param metrics values by name, for example of the backtest; NaN where ill-defined
 */
public record ModelProvenance(
    String version,
    String vertical,
    Recipe recipe,
    TrainingSlice training,
    Origin origin,
    Map<String, Double> metrics) {

  public ModelProvenance {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /**
   * What was fitted.
   *
   * @param ranker type and parameters
   * @param label the label column: the target
   * @param features the feature columns in order
   * @param seed seed of every random choice
   */
  public record Recipe(RankerSpec ranker, String label, List<String> features, long seed) {
    public Recipe {
      features = List.copyOf(features);
    }

    /** The recipe of a ranker as it is set up. */
    public static Recipe of(RankerSpec spec) {
      Ranker ranker = Rankers.create(spec);
      return new Recipe(
          spec,
          ranker.getOrDefault(ranker.labelColumn()),
          ranker.featureNames(),
          (long) ranker.getOrDefault(ranker.seed()));
    }
  }

  /**
   * The impressions trained on, {@code from <= shown_at < to}.
   *
   * @param rows impressions
   * @param positives of these, with label 1
   * @param queries distinct queries
   * @param from first instant, inclusive
   * @param to last instant, exclusive
   * @param gap time left out between {@code to} and the first impression evaluated on
   */
  public record TrainingSlice(
      long rows, long positives, long queries, Instant from, Instant to, Duration gap) {}

  /**
   * What made the model.
   *
   * @param tableVersions version read of each input table
   * @param codeVersion version of this code
   * @param createdAt when, as the caller's clock says
   */
  public record Origin(Map<String, Long> tableVersions, String codeVersion, Instant createdAt) {
    public Origin {
      tableVersions = Collections.unmodifiableMap(new TreeMap<>(tableVersions));
    }
  }

  /** Indented JSON; instants and durations as ISO-8601 text. */
  public String toJson() {
    return JsonText.writeIndented(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws java.io.UncheckedIOException if the text is not that
   */
  public static ModelProvenance fromJson(String json) {
    return JsonText.read(json, ModelProvenance.class);
  }
}
