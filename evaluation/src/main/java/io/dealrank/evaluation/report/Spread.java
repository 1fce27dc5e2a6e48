package io.dealrank.evaluation.report;

import io.dealrank.evaluation.exposure.Concentration;
import io.dealrank.evaluation.exposure.SilentContacts;

/**
 * How one order spreads exposure and contacts over the listings.
 *
 * @param exposure in the first k places, one value per listing of the catalogue
 * @param contacts received (production) or expected (model); {@link #UNKNOWN} if not known
 * @param silent expected contacts of the first places and those of them without an answer
 * @param lorenz of the exposure
 */
public record Spread(
    Concentration exposure, Concentration contacts, SilentContacts silent, LorenzCurve lorenz) {
  /** Of no listing: every number is undefined. */
  public static final Concentration UNKNOWN = Concentration.of(new double[0]);

  /** Exposure alone is known. */
  public static Spread ofExposure(Concentration exposure, LorenzCurve lorenz) {
    return new Spread(exposure, UNKNOWN, new SilentContacts(Double.NaN, Double.NaN), lorenz);
  }
}
