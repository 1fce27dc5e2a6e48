package io.dealrank.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why the listings of one query stand in the model's order: {@code score = sum of terms}, the
 * largest first.
 *
 * <p>A term that is the same for every listing of the list decides nothing there, and is told once.
 */
final class Explanation {
  private static final double SAME = 1e-12;
  private static final double SMALL = 0.005;

  private static final Comparator<Map.Entry<String, Double>> LARGEST_FIRST =
      Comparator.<Map.Entry<String, Double>>comparingDouble(term -> -Math.abs(term.getValue()))
          .thenComparing(Map.Entry::getKey);

  private final List<Listing> ranked;
  private final Map<String, Double> shared;

  /**
   * One listing of the list.
   *
   * @param probability null: the model has none
   * @param position place in the list as shown, 1 = first
   * @param outcomes what happened; null: not known yet
   * @param terms the parts of the score that are not 0
   */
  record Listing(
      String listing,
      double score,
      Double probability,
      int position,
      List<String> outcomes,
      Map<String, Double> terms) {
    /** How far the terms are from adding up to the score. */
    double difference() {
      return Math.abs(score - sum(terms.values()));
    }

    private String outcome() {
      return outcomes == null ? "not known yet" : String.join(" ", outcomes);
    }
  }

  private Explanation(List<Listing> ranked, Map<String, Double> shared) {
    this.ranked = ranked;
    this.shared = shared;
  }

  /** The explanation of a whole list, at least one listing, in any order. */
  static Explanation of(Collection<Listing> list) {
    List<Listing> ranked =
        list.stream()
            .sorted(
                Comparator.comparingDouble((Listing listing) -> -listing.score())
                    .thenComparing(Listing::listing))
            .toList();
    Map<String, Double> shared = new TreeMap<>();
    if (ranked.size() > 1) {
      ranked.get(0).terms().entrySet().stream()
          .filter(term -> isShared(term, ranked))
          .forEach(term -> shared.put(term.getKey(), term.getValue()));
    }
    return new Explanation(ranked, shared);
  }

  private static boolean isShared(Map.Entry<String, Double> term, List<Listing> list) {
    double value = term.getValue();
    return list.stream()
        .mapToDouble(listing -> listing.terms().getOrDefault(term.getKey(), 0.0))
        .allMatch(other -> Math.abs(other - value) <= SAME * Math.abs(value));
  }

  /** Largest distance between a score and the sum of its terms. */
  double largestDifference() {
    return ranked.stream().mapToDouble(Listing::difference).max().orElse(0);
  }

  /** The first listings with all their terms. */
  List<Map<String, Object>> listings(int top) {
    List<Map<String, Object>> listings = new ArrayList<>();
    for (Listing listing : first(top)) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("rank", listings.size() + 1);
      object.put("listing", listing.listing());
      object.put("score", listing.score());
      object.put("probability", listing.probability());
      object.put("position", listing.position());
      object.put("outcomes", listing.outcomes());
      object.put("terms", sorted(listing.terms()));
      listings.add(object);
    }
    return listings;
  }

  /** The terms that every listing of the list has alike. */
  Map<String, Double> shared() {
    return sorted(shared);
  }

  /** The first listings as a table, each with its largest terms, and what holds for all. */
  List<String> lines(int top, int terms) {
    boolean probable = ranked.stream().anyMatch(listing -> listing.probability() != null);
    List<String> head = new ArrayList<>(List.of("rank", "listing", "score"));
    if (probable) {
      head.add("probability");
    }
    head.addAll(List.of("shown at", "outcome"));
    TextTable table = new TextTable(2, head.toArray(String[]::new));
    List<String> words = new ArrayList<>(List.of("largest terms"));
    for (Listing listing : first(top)) {
      List<Object> cells = new ArrayList<>(List.of(words.size(), listing.listing()));
      cells.add(listing.score());
      if (probable) {
        cells.add(listing.probability());
      }
      cells.add(listing.position());
      cells.add(listing.outcome().isEmpty() ? null : listing.outcome());
      table.row(cells.toArray());
      words.add(words(without(listing.terms(), shared.keySet()), terms));
    }
    List<String> lines = new ArrayList<>();
    List<String> left = table.lines();
    for (int i = 0; i < left.size(); i++) {
      lines.add(left.get(i) + "  " + words.get(i));
    }
    if (ranked.size() > top) {
      lines.add("and " + (ranked.size() - top) + " more listings");
    }
    if (!shared.isEmpty()) {
      lines.add(
          "the same for every listing, "
              + signed(sum(shared.values()))
              + " in all: "
              + words(shared, terms));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "each score is the sum of its terms; largest difference %.1e",
            largestDifference()));
    return lines;
  }

  private List<Listing> first(int top) {
    return ranked.subList(0, Math.min(top, ranked.size()));
  }

  /** For example {@code +0.83 deal_rate, -0.40 silent_since, 3 others +0.02}. */
  private static String words(Map<String, Double> terms, int most) {
    List<String> words =
        terms.entrySet().stream()
            .sorted(LARGEST_FIRST)
            .limit(most)
            .map(term -> signed(term.getValue()) + " " + term.getKey())
            .collect(Collectors.toCollection(ArrayList::new));
    if (terms.size() > most) {
      List<Double> others =
          terms.entrySet().stream()
              .sorted(LARGEST_FIRST)
              .skip(most)
              .map(Map.Entry::getValue)
              .toList();
      words.add(others.size() + " others " + signed(sum(others)));
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private static Map<String, Double> without(Map<String, Double> terms, Set<String> names) {
    Map<String, Double> others = new TreeMap<>(terms);
    others.keySet().removeAll(new TreeSet<>(names));
    return others;
  }

  private static Map<String, Double> sorted(Map<String, Double> terms) {
    Map<String, Double> sorted = new LinkedHashMap<>();
    terms.entrySet().stream()
        .sorted(LARGEST_FIRST)
        .forEach(term -> sorted.put(term.getKey(), term.getValue()));
    return sorted;
  }

  private static double sum(Collection<Double> values) {
    return values.stream().mapToDouble(value -> value).sum();
  }

  private static String signed(double value) {
    boolean plain = value == 0 || Math.abs(value) >= SMALL;
    return String.format(Locale.ROOT, plain ? "%+.2f" : "%+.1e", value);
  }
}
