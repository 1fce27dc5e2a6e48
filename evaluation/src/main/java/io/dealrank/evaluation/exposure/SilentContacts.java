package io.dealrank.evaluation.exposure;

/**
 * Contacts that the searcher pays for and that get no answer, among the first k positions of a
 * list: what an order that maximises contacts alone produces.
 *
 * <pre>
 * expected = sum_{i <= k} a_i c_i (1 - r_i)
 * rate     = expected / sum_{i <= k} a_i c_i
 * </pre>
 *
 * with attention a_i of the position, probability c_i of a contact when looked at, and probability
 * r_i of an answer to a contact. With observed outcomes (0 and 1) and a = 1 it is the count.
 *
 * @param contacts expected contacts, at least 0
 * @param silent expected contacts without an answer, in [0, contacts]
 */
public record SilentContacts(double contacts, double silent) {
  /**
   * The silent contacts of the first k of one list.
   *
   * @param contact c, in the order of the list, each in [0, 1]
   * @param response r, in the order of the list, each in [0, 1]; not read where c is 0
   * @param attention a of the positions 1, 2, ..., each in [0, 1]; at least as many as are summed
   */
  public static SilentContacts at(int k, double[] contact, double[] response, double[] attention) {
    if (k < 0 || contact.length != response.length) {
      throw new IllegalArgumentException(
          "k = %d, %d contact and %d response probabilities: k must be at least 0 and every listing needs both."
              .formatted(k, contact.length, response.length));
    }
    int first = Math.min(k, contact.length);
    if (attention.length < first) {
      throw new IllegalArgumentException(
          "Attention is given for %d positions, but %d are summed: give one weight for each."
              .formatted(attention.length, first));
    }
    double contacts = 0;
    double silent = 0;
    for (int i = 0; i < first; i++) {
      double expected = require(attention[i], i) * require(contact[i], i);
      contacts += expected;
      silent += expected == 0 ? 0 : expected * (1 - require(response[i], i));
    }
    return new SilentContacts(contacts, silent);
  }

  /** The silent contacts of several lists together. */
  public SilentContacts plus(SilentContacts other) {
    return new SilentContacts(contacts + other.contacts, silent + other.silent);
  }

  /** Silent per contact, in [0, 1]; NaN without contacts. */
  public double rate() {
    return silent / contacts;
  }

  private static double require(double probability, int i) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "Position %d has the probability %s: it must lie in [0, 1]. Calibrate scores first."
              .formatted(i + 1, probability));
    }
    return probability;
  }
}
