package io.dealrank.evaluation.offpolicy;

import io.dealrank.evaluation.significance.Clusters;

/**
 * A log of slates: lists whose every slot was drawn and earned a reward. The value of a policy is
 * the expected sum of rewards of a slate.
 *
 * <pre>
 * V                  = sum over rows of (w r) / slates
 * V self-normalised  = sum over slots of ( sum (w r) / sum w  over the rows of the slot )
 * </pre>
 *
 * The weight decides the assumption:
 *
 * <ul>
 *   <li>of the whole slate (the product over slots; SIPS): no assumption, huge variance;
 *   <li>of the item in its slot (IIPS; Li et al. 2018): a slot's reward depends on its own item
 *       only;
 *   <li>of the slots up to this one (RIPS; McInerney et al. 2020): a reward may depend on what
 *       stands above, as when searchers read from the top.
 * </ul>
 *
 * @param slates the slate of every row
 * @param slots the slot of every row, from 0 (or 1; numbers are only compared)
 * @param rewards of every row
 */
public record SlateLog(Clusters slates, int[] slots, double[] rewards) {
  public SlateLog {
    if (slots.length != rewards.length || slates.of().length != rewards.length) {
      throw new IllegalArgumentException(
          "Slates of %d rows, %d slots, %d rewards: one of each per row is needed."
              .formatted(slates.of().length, slots.length, rewards.length));
    }
    for (int slot : slots) {
      if (slot < 0) {
        throw new IllegalArgumentException("slot " + slot + " is below 0: number slots from 0");
      }
    }
  }

  /** The value under weights, contributions per slate; NaN for no slate. */
  public OffPolicyEstimate inversePropensity(ImportanceWeights weights) {
    double[] weighted = InversePropensity.of(weights, rewards).contributions();
    double[] perSlate = new double[slates.count()];
    for (int i = 0; i < weighted.length; i++) {
      perSlate[slates.of()[i]] += weighted[i];
    }
    return OffPolicyEstimate.ofMean(perSlate);
  }

  /** The self-normalised value; NaN when the weights of a slot are all 0 or there is no slate. */
  public OffPolicyEstimate selfNormalised(ImportanceWeights weights) {
    double[] weighted = InversePropensity.of(weights, rewards).contributions();
    int last = -1;
    for (int slot : slots) {
      last = Math.max(last, slot);
    }
    OffPolicyEstimate sum = null;
    for (int slot = 0; slot <= last; slot++) {
      double[] above = new double[slates.count()];
      double[] below = new double[slates.count()];
      boolean used = false;
      for (int i = 0; i < slots.length; i++) {
        if (slots[i] == slot) {
          above[slates.of()[i]] += weighted[i];
          below[slates.of()[i]] += weights.values()[i];
          used = true;
        }
      }
      if (used) {
        OffPolicyEstimate ofSlot = OffPolicyEstimate.ofRatio(above, below);
        sum = sum == null ? ofSlot : sum.plus(ofSlot);
      }
    }
    return sum == null ? OffPolicyEstimate.ofMean(new double[0]) : sum;
  }
}
