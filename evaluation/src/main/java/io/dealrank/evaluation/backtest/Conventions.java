package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import java.io.Serializable;

/**
 * The choices that change a number, stated beside every number.
 *
 * @param gain what a label is worth in NDCG; default linear, which for labels 0 and 1 is binary
 * @param discount what a rank is worth in NDCG; default log2
 * @param minimumListLength lists with fewer listings are not compared; at least 1, default 2
 */
public record Conventions(Gain gain, Discount discount, int minimumListLength)
    implements Serializable {
  /** Linear gain, log2 discount, lists from 2 listings. */
  public static final Conventions DEFAULT = new Conventions(Gain.LINEAR, Discount.LOG2, 2);

  public Conventions {
    if (minimumListLength < 1) {
      throw new IllegalArgumentException(
          "minimum list length " + minimumListLength + " is below 1: a list has a listing");
    }
  }

  /** Gain and discount in words, for example {@code linear gain, discount 1/log2(rank + 1)}. */
  public String ofNdcg() {
    String gains =
        switch (gain) {
          case LINEAR -> "linear gain";
          case EXPONENTIAL -> "gain 2^label - 1";
        };
    String discounts =
        switch (discount) {
          case LOG2 -> "discount 1/log2(rank + 1)";
          case LN -> "discount 1/ln(rank + 1)";
          case ARTICLE -> "discount 1 at rank 1, 1/ln(rank + 1) below";
        };
    return gains + ", " + discounts;
  }
}
