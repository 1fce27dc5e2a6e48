package io.dealrank.ranking.selection;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.RankingModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Tries settings of a ranker. Each is fitted on the rows before an instant and scored by mean
 * NDCG@k on the lists that begin at or after it, with labels for grades (gain {@code 2^label - 1}).
 * What is tried depends on space, sequence, seed and number of trials only; the best is the first
 * of those within 1e-9 of the greatest NDCG.
 *
 * <p>The rows are kept in memory, or on disk, during the search.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>trials</td><td>16</td><td>settings tried, &gt;= 1</td></tr>
 * <tr><td>sequence</td><td>{@link DrawSequence#SOBOL}</td><td>which points of the space</td></tr>
 * <tr><td>depth</td><td>10</td><td>k of NDCG@k, &gt;= 1</td></tr>
 * <tr><td>seed</td><td>42</td><td>of the sequence; the ranker's own is in its spec</td></tr>
 * <tr><td>timeColumn</td><td>{@code shown_at}</td><td>TIMESTAMP of an impression</td></tr>
 * </table>
 */
public final class RankerSearch {
  private static final double TIE = 1e-9;

  private final RankerSpec spec;
  private final SearchSpace space;
  private int trials = 16;
  private DrawSequence sequence = DrawSequence.SOBOL;
  private int depth = 10;
  private long seed = 42;
  private String timeColumn = "shown_at";

  /**
   * A search around a spec, whose other parameters stay.
   *
   * @throws IllegalArgumentException if the ranker refuses the spec or an end of a range
   */
  public RankerSearch(RankerSpec spec, SearchSpace space) {
    this.spec = spec;
    this.space = space;
    space.check(spec);
  }

  public RankerSearch setTrials(int value) {
    trials = atLeastOne("trials", value);
    return this;
  }

  public RankerSearch setSequence(DrawSequence value) {
    sequence = value;
    return this;
  }

  public RankerSearch setDepth(int value) {
    depth = atLeastOne("depth", value);
    return this;
  }

  public RankerSearch setSeed(long value) {
    seed = value;
    return this;
  }

  public RankerSearch setTimeColumn(String value) {
    timeColumn = value;
    return this;
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw SearchErrors.outOfRange(name, value, "at least 1");
    }
    return value;
  }

  /** The settings in the order in which they are tried. */
  public List<Map<String, Object>> settings() {
    List<Map<String, Object>> settings = new ArrayList<>();
    for (double[] point : sequence.points(trials, space.dimensions(), seed)) {
      settings.add(space.at(point));
    }
    return settings;
  }

  /**
   * Tries them all on rows that are known from the start.
   *
   * @param rows judged impressions
   * @param cutoff first instant that is validated on
   * @throws IllegalArgumentException if no validation list has a gain, or as {@link Ranker#fit}
   */
  public SearchResult run(Dataset<Row> rows, Instant cutoff) {
    require(rows, "time", timeColumn);
    String query = queryColumn(Rankers.create(spec));
    require(rows, "query", query);
    return run(
        rows.filter(named(timeColumn).lt(lit(cutoff))),
        validation(rows, query, cutoff),
        cutoff,
        Ranker::fit);
  }

  /**
   * Tries them all.
   *
   * @param training rows that every setting is fitted on
   * @param validation whole lists that it is scored on
   * @param cutoff first instant that is validated on, for the record
   * @param fitting how a ranker is fitted on the rows
   * @throws IllegalArgumentException if no validation list has a gain, or as the fitting
   */
  public SearchResult run(
      Dataset<Row> training, Dataset<Row> validation, Instant cutoff, Fitting fitting) {
    Ranker ranker = Rankers.create(spec);
    String query = queryColumn(ranker);
    String label = ranker.getOrDefault(ranker.labelColumn());
    require(validation, "query", query);
    require(validation, "label", label);
    Dataset<Row> known = training.persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> judged = validation.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long trainingRows = known.count();
      List<Trial> tried = new ArrayList<>();
      MeanNdcg ndcg = null;
      for (Map<String, Object> setting : settings()) {
        RankingModel model = fitting.fit(Rankers.create(SearchSpace.with(spec, setting)), known);
        String score = model.getOrDefault(model.scoreColumn());
        ndcg = MeanNdcg.of(model.transform(judged), query, score, label, depth);
        if (ndcg.lists() == 0) {
          throw SearchErrors.noValidation(timeColumn, cutoff, ndcg.emptyLists());
        }
        tried.add(new Trial(tried.size(), setting, ndcg.mean(), trainingRows, seed));
      }
      int best = best(tried);
      RankerSpec chosen = SearchSpace.with(spec, tried.get(best).setting());
      return new SearchResult(tried, chosen, best, depth, cutoff, ndcg.lists(), ndcg.emptyLists());
    } finally {
      var unusedTraining = known.unpersist();
      var unusedValidation = judged.unpersist();
    }
  }

  /** How the ranker of a trial is fitted. */
  @FunctionalInterface
  public interface Fitting {
    RankingModel fit(Ranker ranker, Dataset<Row> rows);
  }

  private static String queryColumn(Ranker ranker) {
    return ranker.getOrDefault(ranker.queryColumn());
  }

  /** The first trial within {@link #TIE} of the greatest NDCG. */
  static int best(List<Trial> tried) {
    double most = tried.stream().mapToDouble(Trial::ndcg).max().orElse(Double.NaN);
    int best = 0;
    while (tried.get(best).ndcg() < most - TIE) {
      best++;
    }
    return best;
  }

  /** Rows of the lists none of whose rows were shown before the cut-off. */
  private Dataset<Row> validation(Dataset<Row> rows, String query, Instant cutoff) {
    String key = "__later";
    Dataset<Row> later =
        rows.groupBy(named(query).as(key))
            .agg(min(named(timeColumn)).as("__first"))
            .filter(col("__first").geq(lit(cutoff)))
            .select(key);
    return rows.join(later, named(query).equalTo(col(key)), "left_semi");
  }

  private static void require(Dataset<Row> rows, String role, String column) {
    List<String> columns = List.of(rows.columns());
    if (!columns.contains(column)) {
      throw SearchErrors.missingColumn(role, column, columns);
    }
  }

  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
