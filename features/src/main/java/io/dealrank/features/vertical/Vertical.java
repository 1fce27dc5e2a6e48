package io.dealrank.features.vertical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vertical: the two sides of a marketplace, where their logs are and what to learn from them.
 *
 * @param vertical its name; also the folder of its workspace
 * @param clock {@code instant}: times are real; {@code ordinal}: only the day and the order within
 *     it are real, and no hour is ever shown
 * @param accuracy {@code daily}: features as of the last midnight UTC, what search has when
 *     features are exported nightly; {@code exact}: as of the impression's own instant
 * @param knowledge {@code event_time}: a fact is known once it has happened; {@code
 *     ingestion_time}: once it has reached the logs, {@code ingested_at <= t}
 * @param publicationLag for {@code daily}: time from midnight until the export has arrived
 * @param searcher who searches
 * @param listing what is shown, and who owns it
 * @param logs the period the logs cover
 * @param sources the user's tables
 * @param tables how the sources map onto the contracts
 * @param buckets bucket dimension to the values that become features of their own
 * @param features feature groups
 * @param cross features in which both sides meet
 * @param lists name to SQL condition on {@code query} that selects the rows of a list that are
 *     ranked in the backtest; the first is the headline; default: all rows
 * @param label outcomes and attribution
 * @param split how time is cut into training and test
 * @param ranker which ranker learns, from which features
 */
public record Vertical(
    String vertical,
    Clock clock,
    Accuracy accuracy,
    Knowledge knowledge,
    Span publicationLag,
    Searcher searcher,
    Listing listing,
    LogPeriod logs,
    Map<String, SourceTable> sources,
    TableMappings tables,
    Map<String, List<String>> buckets,
    List<FeatureGroup> features,
    List<CrossFeature> cross,
    Map<String, String> lists,
    Label label,
    TestPeriods split,
    RankerChoice ranker) {

  /** Checks what belongs together and fills defaults. */
  public Vertical {
    if (vertical == null || !vertical.matches("[a-z][a-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException(
          "vertical '" + vertical + "' is not a name: use lower case letters, digits, _ and -");
    }
    clock = clock == null ? Clock.INSTANT : clock;
    accuracy = accuracy == null ? Accuracy.DAILY : accuracy;
    knowledge = knowledge == null ? Knowledge.EVENT_TIME : knowledge;
    publicationLag = publicationLag == null ? Span.parse("0s") : publicationLag;
    if (searcher == null || listing == null) {
      throw new IllegalArgumentException("searcher and listing are both required");
    }
    logs = logs == null ? new LogPeriod(null, null, false, null) : logs;
    sources = sources == null ? Map.of() : new LinkedHashMap<>(sources);
    if (tables == null) {
      throw new IllegalArgumentException("key 'tables' is missing");
    }
    buckets = buckets == null ? Map.of() : buckets;
    features = features == null ? List.of() : List.copyOf(features);
    cross = cross == null ? List.of() : List.copyOf(cross);
    lists = lists == null || lists.isEmpty() ? Map.of("all", "true") : new LinkedHashMap<>(lists);
    lists.keySet().forEach(name -> Names.require(name, "list"));
    if (label == null) {
      throw new IllegalArgumentException("key 'label' is missing: at least label: {within: 30d}");
    }
    split = split == null ? new TestPeriods(null, null, null) : split;
    ranker = ranker == null ? new RankerChoice(null, null, null, null, null, null) : ranker;
  }

  /** The role an entity plays; empty if the vertical has no such entity. */
  public Optional<Role> roleOf(String entity) {
    if (entity.equals(searcher.entity())) {
      return Optional.of(Role.SEARCHER);
    } else if (entity.equals(listing.owner())) {
      return Optional.of(Role.OWNER);
    }
    return entity.equals(listing.entity()) ? Optional.of(Role.LISTING) : Optional.empty();
  }

  /** The entity that plays a role. */
  public String entityOf(Role role) {
    return switch (role) {
      case SEARCHER -> searcher.entity();
      case LISTING -> listing.entity();
      case OWNER -> listing.owner();
    };
  }
}
