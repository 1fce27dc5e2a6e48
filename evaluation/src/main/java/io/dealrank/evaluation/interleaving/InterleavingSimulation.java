package io.dealrank.evaluation.interleaving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Interleaved searches of simulated searchers, to see before an experiment whether its searches are
 * enough. A searcher looks at position i with probability a_i, independently, and clicks what is
 * looked at with the probability of the listing (the position-based model; Chuklin, Markov and de
 * Rijke, "Click models for web search", 2015, section 3.2).
 *
 * @param method how to interleave
 * @param length listings shown
 * @param attention a of the positions 1, 2, ..., each in [0, 1]; beyond them nothing is looked at
 * @param seed the same seed gives the same searches
 */
public record InterleavingSimulation(
    Interleaved.Method method, int length, double[] attention, long seed) {

  /**
   * One kind of search: two orders and what would be clicked.
   *
   * @param fresh the new ranker's order; listings are indices into {@code clickProbability}
   * @param old the old ranker's order
   * @param clickProbability by listing, each in [0, 1]
   */
  public record Search(int[] fresh, int[] old, double[] clickProbability) {
    public Search {
      for (double probability : clickProbability) {
        if (!(probability >= 0 && probability <= 1)) {
          throw new IllegalArgumentException(
              "A listing is clicked with probability %s: it must lie in [0, 1]."
                  .formatted(probability));
        }
      }
    }
  }

  /** Runs every search {@code times} times; the interval has the given level in (0, 1). */
  public Preference run(List<Search> searches, int times, double level) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Interleaved.Credit> credits = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      for (Search search : searches) {
        Interleaved list = method.merge(search.fresh(), search.old(), length, random);
        credits.add(list.credit(clicks(list.ranking(), search.clickProbability(), random)));
      }
    }
    return Preference.of(credits, true, level);
  }

  private int[] clicks(int[] ranking, double[] clickProbability, SplittableRandom random) {
    int[] clicked = new int[ranking.length];
    int count = 0;
    for (int i = 0; i < Math.min(ranking.length, attention.length); i++) {
      if (random.nextDouble() < attention[i] * clickProbability[ranking[i]]) {
        clicked[count++] = i;
      }
    }
    return Arrays.copyOf(clicked, count);
  }
}
