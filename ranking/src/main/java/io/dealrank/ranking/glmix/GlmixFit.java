package io.dealrank.ranking.glmix;

import java.util.List;

/**
 * What happened in fitting; saved with the model.
 *
 * @param counts the rows
 * @param history every update in order
 */
public record GlmixFit(GlmixCounts counts, List<GlmixStep> history) {
  public GlmixFit {
    history = List.copyOf(history);
  }
}
