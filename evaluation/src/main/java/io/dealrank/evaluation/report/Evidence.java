package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.PositionRates;
import io.dealrank.evaluation.backtest.SingleFeatureCheck;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands behind the comparison; each list may be empty.
 *
 * @param positions label rate by position shown
 * @param singleFeatures how far one feature alone orders the lists
 * @param references the production order over the whole log
 * @param chapters further chapters; shown in the order of {@link Part}
 */
public record Evidence(
    List<PositionRates.Rate> positions,
    List<SingleFeatureCheck.Result> singleFeatures,
    List<Reference> references,
    List<Chapter> chapters) {
  /** Nothing beyond the comparison. */
  public static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());

  /** Sorts positions ascending, features by closed gap, best first, and chapters by part. */
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
    chapters = chapters.stream().sorted(Comparator.comparing(Chapter::part)).toList();
  }

  /** Without chapters. */
  public Evidence(
      List<PositionRates.Rate> positions,
      List<SingleFeatureCheck.Result> singleFeatures,
      List<Reference> references) {
    this(positions, singleFeatures, references, List.of());
  }

  /** The same with one chapter more; chapters of one part stay in the order in which they came. */
  public Evidence with(Chapter chapter) {
    return new Evidence(
        positions,
        singleFeatures,
        references,
        Stream.concat(chapters.stream(), Stream.of(chapter)).toList());
  }

  /** The chapters of a part. */
  List<Chapter> of(Part part) {
    return chapters.stream().filter(chapter -> chapter.part() == part).toList();
  }
}
