package io.dealrank.features.pointintime.cases;

import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.contract.ContractReader;
import io.dealrank.features.contract.ContractTable;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.VerticalFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Many cases as one vertical, one lake and one table of questions: keys and ids carry the case's
 * name, the features of all cases are the measures of one group, in every window and by every
 * bucket that one of them asks for.
 *
 * <p>Events are signals and pass through the contract, where the first delivery of an id counts.
 * Rows that are changed are contacts ({@link Mutations}).
 */
final class Batch {
  static final String EVENTS = "events";
  static final String ROWS = "rows";

  private static final Instant FROM = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2200-01-01T00:00:00Z");
  private static final String SOURCE = "id STRING, key STRING, at TIMESTAMP, ingested TIMESTAMP, ";
  private static final StructType QUESTIONS =
      StructType.fromDDL("name STRING, qid STRING, who STRING, t TIMESTAMP");

  private final List<Reading> readings;
  private final List<Feature> features;
  private final Columns columns;
  private final VerticalFile file;

  /**
   * @param readings readings of one knowledge: by the time of events or by ingestion
   */
  Batch(List<Reading> readings) {
    this.readings = List.copyOf(readings);
    this.features = readings.stream().flatMap(r -> r.of().features().stream()).toList();
    this.columns = new Columns(features);
    this.file = VerticalText.read(vertical());
  }

  private String vertical() {
    boolean byIngestion = readings.stream().anyMatch(Reading::byIngestion);
    return """
        vertical: cases
        knowledge: %s
        searcher: {entity: entity}
        listing: {entity: other}
        sources:
          events: {format: parquet, path: events}
        tables:
          impressions: {from: events, columns: {query_id: id}}
          contacts: {from: events, columns: {contact_id: id}}
          signals:
            events:
              from: events
              columns: {event_id: id, searcher_id: key, at: at, ingested_at: ingested}
              attributes: {%s}
        label: {within: 1d}
        features:
        """
            .formatted(byIngestion ? "ingestion_time" : "event_time", columns.yaml())
        + groups().stream().map(this::group).collect(Collectors.joining());
  }

  /** The groups that have facts: only readings by ingestion know rows that are changed. */
  private List<String> groups() {
    return List.copyOf(
        readings.stream().map(Batch::group).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String group(Reading reading) {
    return reading.of().mutation() ? ROWS : EVENTS;
  }

  private String group(String group) {
    TreeSet<String> buckets = new TreeSet<>();
    TreeSet<String> windows = new TreeSet<>();
    Map<String, String> measures = new TreeMap<>();
    for (Reading reading : readings) {
      if (group(reading).equals(group)) {
        for (Feature feature : reading.of().features()) {
          measures.put(feature.measure(), feature.yaml());
          windows.add(feature.window());
          if (feature.bucket() != null) {
            buckets.add(feature.bucket());
          }
        }
      }
    }
    StringBuilder yaml = new StringBuilder("  - group: " + group + "\n    entity: entity\n");
    yaml.append(
        group.equals(EVENTS)
            ? "    from: events\n"
            : "    from: contacts\n    where: deal_at is null\n");
    yaml.append(
        buckets.stream()
            .map(bucket -> bucket + ": attributes." + bucket + "_text")
            .collect(Collectors.joining(", ", "    by: {", "}\n")));
    yaml.append("    windows: ").append(windows).append("\n    measures:\n");
    measures.forEach((name, measure) -> yaml.append("      " + name + ": " + measure + "\n"));
    return yaml.toString();
  }

  VerticalFile file() {
    return file;
  }

  FeatureGroup featureGroup(String name) {
    return file.vertical().features().stream()
        .filter(group -> group.group().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The facts of all cases. */
  Lake lake(SparkSession spark, Arrangement arrangement) {
    List<Row> events = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Case one : readings.stream().map(Reading::of).distinct().toList()) {
      for (Fact fact : one.facts()) {
        if (one.mutation()) {
          rows.add(row(one, fact));
        } else {
          events.add(event(one, fact));
        }
      }
    }
    Dataset<Row> source =
        arrangement.table(spark, events, StructType.fromDDL(SOURCE + columns.ddl()));
    ContractReader reader =
        new ContractReader(
            file,
            List.of("tables", "signals", "events"),
            Contract.SIGNAL,
            file.vertical().tables().signals().get("events"));
    ContractTable sound = ContractTable.of(reader, Contract.SIGNAL, source, FROM, TO);
    StructType contacts =
        Contract.CONTACTS.columns().add("attributes", StructType.fromDDL(columns.ddl()));
    return new Lake(
        null, arrangement.table(spark, rows, contacts), Map.of("events", sound.sound()), Map.of());
  }

  private Row event(Case one, Fact fact) {
    List<Object> cells = new ArrayList<>();
    cells.add(inCase(one, fact.id()));
    cells.add(inCase(one, fact.key()));
    cells.add(fact.at());
    cells.add(fact.ingested());
    cells.addAll(columns.values(fact.json()));
    return RowFactory.create(cells.toArray());
  }

  private Row row(Case one, Fact fact) {
    String key = inCase(one, fact.key());
    return RowFactory.create(
        inCase(one, fact.id()),
        null,
        key,
        "of " + key,
        "of " + key,
        null,
        fact.at(),
        fact.at(),
        null,
        fact.until(),
        fact.ingested(),
        RowFactory.create(columns.values(fact.json()).toArray()));
  }

  /** The queries of all readings: name of the reading, qid, entity, instant. */
  Dataset<Row> questions(SparkSession spark, Arrangement arrangement) {
    List<Row> questions = new ArrayList<>();
    for (Reading reading : readings) {
      for (Case.Query query : reading.of().queries()) {
        questions.add(
            RowFactory.create(
                reading.name(),
                query.qid(),
                inCase(reading.of(), query.key()),
                reading.asOf(query)));
      }
    }
    return arrangement.table(spark, questions, QUESTIONS);
  }

  /** One answer per query, with a struct of features per group. */
  Dataset<Row> answers(SparkSession spark, Arrangement arrangement) {
    return PointInTime.ask(
        file.vertical(),
        lake(spark, arrangement),
        file.vertical().features(),
        questions(spark, arrangement),
        "who",
        "t");
  }

  private static String inCase(Case one, String name) {
    return name == null ? null : one.id() + "/" + name;
  }
}
