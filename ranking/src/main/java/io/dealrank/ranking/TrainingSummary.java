package io.dealrank.ranking;

import java.util.List;

/**
 * What a ranker saw when it was fitted; saved with the model.
 *
 * @param rows rows trained on: labelled, weight above 0
 * @param positives of these, rows with a label above 0
 * @param unlabelledRows rows left out because their label is null
 * @param unknownFeatures features dropped because every value is null
 * @param constantFeatures features dropped because they have one value and no null
 */
public record TrainingSummary(
    long rows,
    long positives,
    long unlabelledRows,
    List<String> unknownFeatures,
    List<String> constantFeatures) {
  public TrainingSummary {
    unknownFeatures = List.copyOf(unknownFeatures);
    constantFeatures = List.copyOf(constantFeatures);
  }
}
