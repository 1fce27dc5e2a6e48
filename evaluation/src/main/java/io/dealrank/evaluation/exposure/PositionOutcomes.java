package io.dealrank.evaluation.exposure;

/**
 * What came of the impressions at one position as shown.
 *
 * <p>The fall of {@link #contactRate} with the position mixes two causes, the order (better
 * listings stand higher) and attention (lower positions are looked at less); it is not an
 * examination probability. A fall of {@link #responseRate} below the first positions is not
 * attention: a listing's answer does not depend on where it was found.
 *
 * @param position 1-based
 * @param impressions listings shown there
 * @param contacts of them contacted
 * @param responses of the contacts answered
 * @param hires of the contacts that ended in a hire
 */
public record PositionOutcomes(
    int position, long impressions, long contacts, long responses, long hires) {
  /**
   * The outcomes of every position from 1 to the last, those without an impression included.
   *
   * @param positions one per impression, 1-based
   */
  public static PositionOutcomes[] of(
      int[] positions, boolean[] contacted, boolean[] responded, boolean[] hired) {
    int n = positions.length;
    if (contacted.length != n || responded.length != n || hired.length != n) {
      throw new IllegalArgumentException(
          "%d positions, %d contacts, %d responses, %d hires: one of each per impression is needed."
              .formatted(n, contacted.length, responded.length, hired.length));
    }
    int last = 0;
    for (int position : positions) {
      if (position < 1) {
        throw new IllegalArgumentException(
            "position " + position + " is below 1: positions are 1-based");
      }
      last = Math.max(last, position);
    }
    long[][] counts = new long[last][4];
    for (int i = 0; i < positions.length; i++) {
      long[] at = counts[positions[i] - 1];
      at[0]++;
      at[1] += contacted[i] ? 1 : 0;
      at[2] += responded[i] ? 1 : 0;
      at[3] += hired[i] ? 1 : 0;
    }
    PositionOutcomes[] outcomes = new PositionOutcomes[last];
    for (int p = 0; p < last; p++) {
      long[] at = counts[p];
      outcomes[p] = new PositionOutcomes(p + 1, at[0], at[1], at[2], at[3]);
    }
    return outcomes;
  }

  /** Contacts per impression; NaN without impressions. */
  public double contactRate() {
    return (double) contacts / impressions;
  }

  /** Responses per contact; NaN without contacts. */
  public double responseRate() {
    return (double) responses / contacts;
  }

  /** Hires per contact; NaN without contacts. */
  public double hireRate() {
    return (double) hires / contacts;
  }
}
