package io.dealrank.features.vertical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vertical: the two sides of a marketplace, where their logs are and what to learn from them. */
public record Vertical(
    @Key(
            meaning = "name of the vertical, and of its workspace: the folder below `--output`",
            type = "name, may hold `-`",
            example = "vertical: resumes")
        String vertical,
    @Key(
            meaning =
                "what a time of day means in these logs. `instant`: times are real; `ordinal`: "
                    + "only the day and the order within it are. It is a statement for readers; "
                    + "no computation depends on it",
            fallback = "`instant`",
            example = "clock: ordinal")
        Clock clock,
    @Key(
            meaning =
                "up to when an impression's group features know the past. `daily`: up to the last "
                    + "midnight UTC, what search has when features are exported every night; "
                    + "`exact`: up to the impression's own instant. See [time.md](time.md)",
            fallback = "`daily`",
            example = "accuracy: exact")
        Accuracy accuracy,
    @Key(
            meaning =
                "from when a contact or a signal is known. `event_time`: once it has happened; "
                    + "`ingestion_time`: once it has also reached the logs, `ingested_at <= t`. "
                    + "Its windows and ages count from when it happened either way",
            fallback = "`event_time`",
            example = "knowledge: ingestion_time")
        Knowledge knowledge,
    @Key(
            meaning =
                "`accuracy: daily` only: time from midnight until the export of that midnight has "
                    + "arrived at search",
            fallback = "`0s`",
            range = "not `all`",
            example = "publication_lag: 3h")
        Span publicationLag,
    @Key(meaning = "who searches", example = "searcher: {entity: employer}") Searcher searcher,
    @Key(
            meaning = "what is shown, and who is behind it",
            example = "listing: {entity: resume, owner: candidate}")
        Listing listing,
    @Key(
            meaning = "the period that the logs cover, days UTC",
            fallback = "those of its keys",
            example = "logs: {from: 2026-01-01, to: 2026-04-01}")
        LogPeriod logs,
    @Key(
            meaning = "your tables; the names are the file's own",
            fallback = "none",
            example =
                "sources: {impressions: {format: parquet, path: \"${input}/impressions\"}, "
                    + "contacts: {format: csv, path: \"${input}/contacts.csv\", options: {header: "
                    + "\"true\"}}}")
        Map<String, SourceTable> sources,
    @Key(
            meaning = "how the sources map onto the contracts, the tables of the lake",
            example =
                "tables: {impressions: {from: impressions, columns: {query_id: query_id}}, "
                    + "contacts: {from: contacts, columns: {contact_id: id}}}")
        TableMappings tables,
    @Key(
            meaning =
                "which values of a dimension of `by` are features of their own, "
                    + "`<group>_<measure>_<window>_<value>`. The other values stay in the map and "
                    + "are read by `lookup`",
            type = "dimension: list of values",
            fallback = "none",
            example = "buckets: {channel: [chat, masked_phone]}")
        Map<String, List<String>> buckets,
    @Key(
            meaning = "the feature groups, each a mart",
            fallback = "none",
            example =
                "features: [{group: contacted, entity: candidate, from: contacts, measures: "
                    + "{contacts: {count: true}}}]")
        List<FeatureGroup> features,
    @Key(
            meaning = "features in which both sides meet",
            fallback = "none",
            example =
                "cross: [{name: salary_gap, expression: \"ln(resume.salary / query.salary_max)\"}]")
        List<CrossFeature> cross,
    @Key(
            meaning =
                "which rows of a list are ranked in the backtest: a section of the report per "
                    + "entry, the first is the headline. Reads the columns of the impression and "
                    + "`query.<attribute>`",
            type = "name: SQL condition",
            fallback = "`{all: \"true\"}`",
            example = "lists: {all: \"true\", below_the_fold: \"position > 5\"}")
        Map<String, String> lists,
    @Key(
            meaning = "which outcomes an impression had",
            example = "label: {within: 30d, targets: [deal]}")
        Label label,
    @Key(
            meaning =
                "how time is cut into training and test. A model of cut-off c learns from "
                    + "impressions whose attribution window closed before c; a query is ranked by "
                    + "the latest model with c not after the query",
            fallback = "those of its keys",
            example = "split: {test_share: 0.35, folds: 2}")
        TestPeriods split,
    @Key(
            meaning = "which ranker learns, from which features",
            fallback = "those of its keys",
            example = "ranker: {type: gbt, parameters: {maxIter: 30}}")
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
    if (publicationLag.unbounded()) {
      throw new RefusedKey("all is no lag: write for example 3h", "publication_lag");
    }
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
    ranker =
        ranker == null
            ? new RankerChoice(null, null, null, null, null, null, null, null, null, null)
            : ranker;
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
