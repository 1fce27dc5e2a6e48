package io.dealrank.ranking.selection;

import io.dealrank.ranking.RankingModel;

/**
 * A ranker whose solver can start from a fitted model. The start only shortens the way: what is
 * fitted is the same up to the solver's tolerance, otherwise the settings of a search would not be
 * comparable. A model that is a prior as well (an older day's) is another thing.
 */
public interface WarmStartable {
  /** Starts the next fit from a model of the same class and features; null: from scratch. */
  void setInitialModel(RankingModel model);
}
