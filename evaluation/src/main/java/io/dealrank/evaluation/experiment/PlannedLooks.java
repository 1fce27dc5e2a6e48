package io.dealrank.evaluation.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The looks of a design that is read a few planned times before its end (group sequential): at
 * which shares of the information, and how the false-alarm probability is spread over them.
 *
 * @param information share of the units of the whole experiment at each look, rising, the last at
 *     most 1; of looks that are over the true share, of those to come the planned one
 * @param look which of them this one is, from 1
 * @param spending how alpha is spent; default O'Brien and Fleming
 * @param rho exponent of the power family, above 0; of no other
 */
public record PlannedLooks(List<Double> information, Integer look, Spending spending, Double rho) {

  /** How much alpha is spent by when. */
  public enum Spending {
    /** Nearly nothing early ({@link AlphaSpending#obrienFleming}). */
    @JsonProperty("obrien_fleming")
    OBRIEN_FLEMING,
    /** {@code alpha t^rho} ({@link AlphaSpending#power}). */
    @JsonProperty("power")
    POWER
  }

  public PlannedLooks {
    if (information == null || information.isEmpty()) {
      throw new IllegalArgumentException(
          "sequence: information is missing: write the shares of all units, for example [0.5, 1]");
    }
    information = List.copyOf(information);
    double before = 0;
    for (double share : information) {
      if (!(share > before && share <= 1)) {
        throw new IllegalArgumentException(
            "sequence: information " + information + " does not rise within (0, 1]");
      }
      before = share;
    }
    if (look == null || look < 1 || look > information.size()) {
      throw new IllegalArgumentException(
          "sequence: look "
              + (look == null ? "is missing" : look + " is none of the " + information.size())
              + ": write which look this is, from 1");
    }
    spending = spending == null ? Spending.OBRIEN_FLEMING : spending;
    if ((spending == Spending.POWER) != (rho != null) || rho != null && !(rho > 0)) {
      throw new IllegalArgumentException(
          "sequence: rho " + rho + ": spending power needs one above 0, and no other has one");
    }
  }

  /** The share of the information at this look. */
  public double share() {
    return information.get(look - 1);
  }

  /** The part of alpha that may be spent up to this look. */
  public double spent(double alpha) {
    return 2 * function().spent(share(), alpha / 2);
  }

  /** The bound of |z| at this look, where all looks together have the given alpha. */
  public double bound(double alpha) {
    double[] soFar = information.stream().limit(look).mapToDouble(share -> share).toArray();
    return GroupSequential.bounds(soFar, alpha, 2, function())[look - 1];
  }

  private AlphaSpending function() {
    return spending == Spending.POWER ? AlphaSpending.power(rho) : AlphaSpending.obrienFleming();
  }
}
