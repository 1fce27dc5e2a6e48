package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
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
    Logs logs,
    Map<String, Source> sources,
    Tables tables,
    Map<String, List<String>> buckets,
    List<FeatureGroup> features,
    List<Cross> cross,
    Map<String, String> lists,
    Label label,
    Split split,
    RankerChoice ranker) {

  /** What a time of day means. */
  public enum Clock {
    @JsonProperty("instant")
    INSTANT,
    @JsonProperty("ordinal")
    ORDINAL
  }

  /** Up to which instant a feature knows the past. */
  public enum Accuracy {
    @JsonProperty("daily")
    DAILY,
    @JsonProperty("exact")
    EXACT
  }

  /** From when a fact is known. */
  public enum Knowledge {
    @JsonProperty("event_time")
    EVENT_TIME,
    @JsonProperty("ingestion_time")
    INGESTION_TIME
  }

  /**
   * The side that asks.
   *
   * @param entity its name
   */
  public record Searcher(String entity) {
    /** Checks the name. */
    public Searcher {
      Names.require(entity, "entity");
    }
  }

  /**
   * The side that is shown.
   *
   * @param entity name of what is listed
   * @param owner name of the entity behind the listing; default: the listing itself
   */
  public record Listing(String entity, String owner) {
    /** Checks the names. */
    public Listing {
      Names.require(entity, "entity");
      owner = owner == null ? entity : Names.require(owner, "owner");
    }
  }

  /**
   * The period the logs cover, days UTC, half-open.
   *
   * @param from first day; an earlier event is set aside; default 1990-01-01
   * @param to the day after the last; a later event is set aside; default: events may go up to the
   *     start of the import, and the logs end with the latest event
   * @param everyDay true if a day without impressions, or without contacts, is an error
   * @param quarantineLimit largest share of a table's rows that may be set aside; default 0.05
   */
  public record Logs(LocalDate from, LocalDate to, boolean everyDay, Double quarantineLimit) {
    /** Checks the order of the days. */
    public Logs {
      if (from != null && to != null && !from.isBefore(to)) {
        throw new IllegalArgumentException("logs: from " + from + " is not before to " + to);
      }
      quarantineLimit = quarantineLimit == null ? 0.05 : quarantineLimit;
      if (!(quarantineLimit >= 0 && quarantineLimit <= 1)) {
        throw new IllegalArgumentException(
            "quarantine_limit " + quarantineLimit + " is not between 0 and 1");
      }
    }
  }

  /**
   * One of the user's tables.
   *
   * @param format any Spark source: delta, parquet, csv, json, ...
   * @param path where it lies; {@code ${input}} stands for the input folder
   * @param options options of the source, for example {@code header: true}
   */
  public record Source(String format, String path, Map<String, String> options) {
    /** Checks that format and path are given. */
    public Source {
      if (format == null || path == null) {
        throw new IllegalArgumentException("a source needs a format and a path");
      }
      options = options == null ? Map.of() : options;
    }
  }

  /**
   * The contracts and where their columns come from.
   *
   * @param impressions required
   * @param contacts required
   * @param signals other dated facts by name
   * @param entities attribute versions by entity
   */
  public record Tables(
      TableMapping impressions,
      TableMapping contacts,
      Map<String, TableMapping> signals,
      Map<String, TableMapping> entities) {
    /** Checks that the two required tables are there. */
    public Tables {
      if (impressions == null || contacts == null) {
        throw new IllegalArgumentException("tables: impressions and contacts are both required");
      }
      signals = signals == null ? Map.of() : new LinkedHashMap<>(signals);
      entities = entities == null ? Map.of() : new LinkedHashMap<>(entities);
      signals.keySet().forEach(name -> Names.require(name, "signal"));
      entities.keySet().forEach(name -> Names.require(name, "entity"));
    }
  }

  /**
   * A feature in which both sides meet.
   *
   * @param name feature name
   * @param expression SQL over {@code query}, the entities' attributes and the groups
   * @param lookup {@code group.column}, the total of a column given per bucket
   * @param at SQL expression of the bucket to look up
   * @param by bucket dimension of the lookup; may be left out where the group has one only
   */
  public record Cross(String name, String expression, String lookup, String at, String by) {
    /** Checks that exactly one form is given. */
    public Cross {
      Names.require(name, "name");
      if ((expression == null) == (lookup == null)) {
        throw new IllegalArgumentException(
            "cross " + name + " needs expression, or lookup with at");
      }
      if (lookup != null && at == null) {
        throw new IllegalArgumentException("cross " + name + ": a lookup needs at");
      }
    }
  }

  /**
   * Outcomes of an impression.
   *
   * @param within attribution window: an outcome counts in [shown, shown + within)
   * @param targets the outcomes a ranker is trained for; the first is the headline
   * @param outcomes name to where the outcome is recorded; default contact, response and deal
   * @param weight SQL expression of a training row's weight over the labels; default 1
   */
  public record Label(
      Span within, List<String> targets, Map<String, Outcome> outcomes, String weight) {
    /** Checks targets against outcomes and fills defaults. */
    public Label {
      if (within == null || within.unbounded() || within.micros() == 0) {
        throw new IllegalArgumentException("label: within is required, for example within: 30d");
      }
      Map<String, Outcome> all = new LinkedHashMap<>();
      all.put("contact", new Outcome("contacts", "contacted_at"));
      all.put("response", new Outcome("contacts", "responded_at"));
      all.put("deal", new Outcome("contacts", "deal_at"));
      if (outcomes != null) {
        all.putAll(outcomes);
      }
      outcomes = all;
      targets = targets == null || targets.isEmpty() ? List.of("deal") : List.copyOf(targets);
      for (String target : targets) {
        if (!all.containsKey(target)) {
          throw new IllegalArgumentException(
              "target '"
                  + target
                  + "' is no outcome; nearest: "
                  + Names.nearest(target, all.keySet()));
        }
      }
    }
  }

  /**
   * Where an outcome is recorded.
   *
   * @param from {@code contacts} or a signal
   * @param at its time column; null there: it did not happen
   */
  public record Outcome(String from, String at) {
    /** Checks that the table is given. */
    public Outcome {
      Names.require(from, "from");
      at = at == null ? ("contacts".equals(from) ? "contacted_at" : "at") : at;
    }
  }

  /**
   * How time is cut. A model of cut-off c learns from impressions whose attribution window closed
   * before c; a query is ranked by the latest model with c not after the query.
   *
   * @param testFrom first test day; default: so that {@code testShare} of the labelled time is test
   * @param testShare share of the labelled time that is test, default 0.25
   * @param folds number of equal test periods, each with a model of its own (walk-forward)
   */
  public record Split(LocalDate testFrom, Double testShare, Integer folds) {
    /** Fills defaults and checks ranges. */
    public Split {
      testShare = testShare == null ? 0.25 : testShare;
      folds = folds == null ? 1 : folds;
      if (!(testShare > 0 && testShare < 1)) {
        throw new IllegalArgumentException("test_share " + testShare + " is not between 0 and 1");
      }
      if (folds < 1) {
        throw new IllegalArgumentException("folds " + folds + " is less than 1");
      }
    }
  }

  /**
   * Which ranker learns.
   *
   * @param type production, popularity, logistic or gbt
   * @param parameters of the ranker
   * @param alternatives type to parameters: how other rankers are set up when one is chosen on the
   *     command line
   * @param features feature names to learn from; default all
   * @param exclude feature names to leave out
   * @param seed of every random choice, default 7
   */
  public record RankerChoice(
      String type,
      Map<String, Object> parameters,
      Map<String, Map<String, Object>> alternatives,
      List<String> features,
      List<String> exclude,
      Long seed) {
    /** Fills defaults. */
    public RankerChoice {
      type = type == null ? "logistic" : type;
      parameters = parameters == null ? Map.of() : parameters;
      alternatives = alternatives == null ? Map.of() : alternatives;
      features = features == null ? List.of() : List.copyOf(features);
      exclude = exclude == null ? List.of() : List.copyOf(exclude);
      seed = seed == null ? 7L : seed;
    }
  }

  /** Checks what belongs together and fills defaults. */
  public Vertical {
    if (vertical == null || !vertical.matches("[a-z][a-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException(
          "vertical '" + vertical + "' is not a name: use lower case letters, digits, _ and -");
    }
    clock = clock == null ? Clock.INSTANT : clock;
    accuracy = accuracy == null ? Accuracy.DAILY : accuracy;
    knowledge = knowledge == null ? Knowledge.EVENT_TIME : knowledge;
    publicationLag =
        publicationLag == null ? new Span("0s", java.time.Duration.ZERO) : publicationLag;
    if (searcher == null || listing == null) {
      throw new IllegalArgumentException("searcher and listing are both required");
    }
    logs = logs == null ? new Logs(null, null, false, null) : logs;
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
    split = split == null ? new Split(null, null, null) : split;
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
