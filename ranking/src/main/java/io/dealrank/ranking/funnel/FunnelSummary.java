package io.dealrank.ranking.funnel;

import java.util.List;

/**
 * What the stages of a funnel were fitted on; saved with the model.
 *
 * @param stages in order, the target last
 */
public record FunnelSummary(List<Stage> stages) {
  public FunnelSummary {
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param label its label column
   * @param rows labelled rows of weight above 0 that reached it
   * @param positives of these, with label 1
   * @param contradictions rows whose label is 0 although a later stage happened: taken as 1
   * @param implied rows whose label is null although a later stage happened: taken as 1
   * @param rate the constant probability where the stage could not be fitted; NaN where it was
   */
  public record Stage(
      String label, long rows, long positives, long contradictions, long implied, double rate) {
    /** Whether the stage is its base rate for every listing. */
    public boolean replacedByRate() {
      return !Double.isNaN(rate);
    }
  }
}
