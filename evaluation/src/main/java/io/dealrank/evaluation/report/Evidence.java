package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import java.util.Comparator;
import java.util.List;

/**
 * What stands behind the comparison; each list may be empty.
 *
 * @param positions label rate by position shown
 * @param singleFeatures how far one feature alone orders the lists
 * @param references the production order over the whole log
 */
public record Evidence(
    List<PositionRates.Rate> positions,
    List<SingleFeatureCheck.Result> singleFeatures,
    List<Reference> references) {
  /** Nothing beyond the comparison. */
  public static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());

  /** Sorts positions ascending and features by closed gap, best first. */
  public Evidence {
    positions =
        positions.stream().sorted(Comparator.comparingInt(PositionRates.Rate::position)).toList();
    singleFeatures =
        singleFeatures.stream()
            .sorted(
                Comparator.comparingDouble(SingleFeatureCheck.Result::closedGap)
                    .reversed()
                    .thenComparing(SingleFeatureCheck.Result::feature))
            .toList();
    references = List.copyOf(references);
  }
}
