package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Knowledge;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Vertical;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which columns stand for a fact of a group in the sorted stream, and in how many versions: a
 * contact is known without outcomes at first, then with the earlier one, then with both. Only what
 * an expression of a measure says differently from version to version has columns per version.
 *
 * <p>Columns: {@code event}, microseconds, where it differs from the time the fact was known;
 * {@code from1}, {@code from2}, microseconds from which the later versions are known; {@code
 * b<version>_<dimension>}, names of buckets; {@code x<version>_<measure>}, the value, null where
 * the fact says nothing; {@code e<version>_<measure>}, microseconds, where a measure dates the fact
 * by {@code at}. A column that would be the same for every fact is left out.
 */
final class FactLayout implements Serializable {
  static final List<String> OUTCOMES = List.of("responded_at", "deal_at");
  static final Pattern OUTCOME =
      Pattern.compile("\\b(responded_at|deal_at)\\b", Pattern.CASE_INSENSITIVE);

  private final FeatureGroup group;
  private final List<Measure> measures;
  private final boolean versioned;
  private final boolean versionedBuckets;
  private final boolean dated;
  private final List<String> columns = new ArrayList<>();

  /** The layout of a group of a vertical. */
  static FactLayout of(Vertical vertical, FeatureGroup group) {
    boolean late = vertical.knowledge() == Knowledge.INGESTION_TIME;
    return new FactLayout(group, late && !group.from().equals("impressions"));
  }

  /**
   * The layout of a group.
   *
   * @param dated whether facts are known later than they happened (by ingestion time)
   */
  private FactLayout(FeatureGroup group, boolean dated) {
    this.group = group;
    this.measures = new ArrayList<>(group.measures().values());
    this.dated = dated;
    boolean contacts = group.from().equals("contacts");
    this.versionedBuckets = contacts && group.by().values().stream().anyMatch(FactLayout::outcome);
    this.versioned =
        contacts
            && (versionedBuckets
                || outcome(group.where())
                || measures.stream().anyMatch(this::own));
    if (dated) {
      columns.add("event");
    }
    for (int version = 0; version < versions(); version++) {
      if (version > 0) {
        columns.add("from" + version);
      }
      for (int d = 0; d < group.by().size() && (version == 0 || versionedBuckets); d++) {
        columns.add("b" + version + "_" + d);
      }
      for (int m = 0; m < measures.size(); m++) {
        if (version < versions(m)) {
          addMeasure(version, m);
        }
      }
    }
    if (columns.isEmpty()) {
      columns.add("fact");
    }
  }

  private void addMeasure(int version, int m) {
    Measure measure = measures.get(m);
    boolean always =
        measure.value() == null
            && measure.outcome() == null
            && measure.where() == null
            && measure.at() == null
            && group.where() == null;
    if (!always) {
      columns.add("x" + version + "_" + m);
    }
    if (measure.at() != null) {
      columns.add("e" + version + "_" + m);
    }
  }

  private static boolean outcome(String expression) {
    return expression != null && OUTCOME.matcher(expression).find();
  }

  private boolean own(Measure measure) {
    return measure.outcome() == null
        && measure.expressions().stream().anyMatch(FactLayout::outcome);
  }

  /** Number of versions in which the group's facts are known, 1 or 3. */
  int versions() {
    return versioned ? 1 + OUTCOMES.size() : 1;
  }

  /** Number of versions that matter to a measure. */
  int versions(int m) {
    Measure measure = measures.get(m);
    boolean changes =
        measure.outcome() == null
            && versioned
            && (versionedBuckets || outcome(group.where()) || own(measure));
    return changes ? versions() : 1;
  }

  FeatureGroup group() {
    return group;
  }

  List<Measure> measures() {
    return measures;
  }

  boolean dated() {
    return dated;
  }

  boolean versionedBuckets() {
    return versionedBuckets;
  }

  /**
   * Whether contributions become known in the order of their events, and for good: then an
   * aggregate of all of them can be carried along.
   */
  boolean ordered(int m) {
    return versions(m) == 1
        && measures.get(m).at() == null
        && measures.get(m).kind() != Measure.Kind.TIME_TO
        && !dated;
  }

  /** Whether equal instants need an order of their own for the answer to be one. */
  boolean orderedTies() {
    return measures.stream()
        .anyMatch(
            m ->
                switch (m.kind()) {
                  case FIRST, LAST, STREAK, QUANTILE -> true;
                  default -> false;
                });
  }

  /** Names of the columns in their order. */
  List<String> columns() {
    return columns;
  }

  /** Index of a column; -1 if it is left out. */
  int index(String column) {
    return columns.indexOf(column);
  }
}
