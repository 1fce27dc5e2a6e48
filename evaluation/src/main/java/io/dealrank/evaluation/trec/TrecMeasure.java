package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.metrics.AveragePrecision;
import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.metrics.Precision;
import io.dealrank.evaluation.metrics.Recall;
import io.dealrank.evaluation.metrics.ReciprocalRank;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A measure by its trec_eval name: {@code ndcg}, {@code ndcg_cut_K}, {@code map}, {@code
 * recip_rank}, {@code P_K}, {@code recall_K}, with a whole number K of at least 1.
 *
 * @param name as in trec_eval
 * @param family which measure
 * @param cutoff K, or {@link Ndcg#WHOLE_LIST}
 */
public record TrecMeasure(String name, Family family, int cutoff) {
  /** What {@code trec-eval} prints when nothing is asked for. */
  public static final List<TrecMeasure> DEFAULTS =
      List.of(
          of("ndcg"),
          of("ndcg_cut_5"),
          of("ndcg_cut_10"),
          of("map"),
          of("recip_rank"),
          of("P_5"),
          of("P_10"),
          of("recall_100"));

  /** The measures; the stem of a name ends in {@code _} when a cut-off follows. */
  public enum Family {
    NDCG("ndcg"),
    NDCG_CUT("ndcg_cut_"),
    MAP("map"),
    RECIP_RANK("recip_rank"),
    P("P_"),
    RECALL("recall_");

    private final String stem;

    Family(String stem) {
      this.stem = stem;
    }

    private boolean hasCutoff() {
      return stem.endsWith("_");
    }

    private String form() {
      return hasCutoff() ? stem + "K" : stem;
    }
  }

  /**
   * The measure of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names and the nearest
   */
  public static TrecMeasure of(String name) {
    for (Family family : Family.values()) {
      if (!family.hasCutoff() && name.equals(family.stem)) {
        return new TrecMeasure(name, family, Ndcg.WHOLE_LIST);
      }
      if (family.hasCutoff() && name.startsWith(family.stem)) {
        Optional<Integer> cutoff = cutoff(name.substring(family.stem.length()));
        if (cutoff.isPresent()) {
          return new TrecMeasure(name, family, cutoff.get());
        }
      }
    }
    throw unknown(name);
  }

  /** The value for one query; NaN when it is not defined for a query without relevant documents. */
  double value(int[] ranked, int[] judged, Gain gain, Discount discount) {
    int relevant = (int) Arrays.stream(judged).filter(g -> g > 0).count();
    return switch (family) {
      case NDCG, NDCG_CUT -> Ndcg.at(cutoff, ranked, judged, gain, discount);
      case MAP -> AveragePrecision.of(ranked, relevant);
      case RECIP_RANK -> ReciprocalRank.of(ranked);
      case P -> Precision.at(cutoff, ranked);
      case RECALL -> Recall.at(cutoff, ranked, relevant);
    };
  }

  private static Optional<Integer> cutoff(String digits) {
    return digits.matches("[1-9]\\d{0,8}")
        ? Optional.of(Integer.parseInt(digits))
        : Optional.empty();
  }

  private static IllegalArgumentException unknown(String name) {
    List<String> forms = Arrays.stream(Family.values()).map(Family::form).toList();
    String wanted = name.replaceAll("\\d+$", "K").toLowerCase(Locale.ROOT);
    String nearest =
        forms.stream()
            .min(Comparator.comparingInt(f -> editDistance(wanted, f.toLowerCase(Locale.ROOT))))
            .orElseThrow();
    return new IllegalArgumentException(
        "There is no measure '%s'. Did you mean %s? Measures: %s, with K a whole number from 1."
            .formatted(name, nearest, String.join(", ", forms)));
  }

  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
