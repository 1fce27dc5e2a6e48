package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Cases in, lines out: all readings by the time of events in one batch, all readings by ingestion
 * in another, each case of kind rate by itself, since its prior is fitted to all its entities. A
 * case that cannot be put to the engine says why in place of its answers and leaves the others
 * alone.
 */
public final class CaseRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> refused = new HashMap<>();
  private final Map<String, List<Row>> answers = new HashMap<>();

  private CaseRun() {}

  /** Runs every case as it stands. */
  public static List<Line> lines(SparkSession spark, List<Case> cases, Arrangement arrangement) {
    List<Line> lines = new ArrayList<>();
    List<Case> rates = cases.stream().filter(c -> c.kind().equals("rate")).toList();
    List<Case> others = cases.stream().filter(c -> !c.kind().equals("rate")).toList();
    Map<String, List<Line>> byCase = new LinkedHashMap<>();
    cases.forEach(one -> byCase.put(one.id(), new ArrayList<>()));
    List<Reading> readings = others.stream().flatMap(c -> c.readings().stream()).toList();
    byReading(spark, readings, arrangement)
        .forEach((reading, own) -> byCase.get(reading.of().id()).addAll(own));
    rates.forEach(one -> byCase.get(one.id()).addAll(Rates.lines(spark, one, arrangement)));
    byCase.values().forEach(lines::addAll);
    return lines;
  }

  /** Runs readings of cases. */
  public static Map<Reading, List<Line>> byReading(
      SparkSession spark, List<Reading> readings, Arrangement arrangement) {
    CaseRun run = new CaseRun();
    for (boolean byIngestion : List.of(false, true)) {
      List<Reading> batch =
          readings.stream()
              .filter(r -> r.byIngestion() == byIngestion && run.accepts(r.of()))
              .toList();
      if (!batch.isEmpty()) {
        for (Row answer : new Batch(batch).answers(spark, arrangement).collectAsList()) {
          String question = question(answer.getAs("name"), answer.getAs("qid"));
          run.answers.computeIfAbsent(question, q -> new ArrayList<>()).add(answer);
        }
      }
    }
    Map<Reading, List<Line>> lines = new LinkedHashMap<>();
    readings.forEach(reading -> lines.put(reading, run.lines(reading)));
    return lines;
  }

  private boolean accepts(Case one) {
    try {
      one.features().forEach(Feature::yaml);
      one.readings().forEach(reading -> one.queries().forEach(reading::asOf));
      return !one.features().isEmpty() && one.facts() != null;
    } catch (IllegalArgumentException reason) {
      refused.put(one.id(), "not run: " + reason.getMessage());
      return false;
    }
  }

  private List<Line> lines(Reading reading) {
    String refusal = refused.get(reading.of().id());
    if (refusal != null) {
      Feature all = new Feature("all", "", null, false, "all", null, null, null);
      return List.of(
          new Line(
              reading.name(),
              "",
              all.name(),
              null,
              reading.expected(),
              new TextNode(refusal),
              false));
    }
    List<Line> lines = new ArrayList<>();
    for (Case.Query query : reading.of().queries()) {
      List<Row> own = answers.getOrDefault(question(reading.name(), query.qid()), List.of());
      for (Feature feature : reading.of().features()) {
        JsonNode expected = reading.expected().path(query.qid()).path(feature.name());
        JsonNode got =
            own.size() == 1
                ? value(own.get(0), reading, feature)
                : new TextNode(own.size() + " answers");
        JsonNode wanted = expected.isMissingNode() ? NullNode.getInstance() : expected;
        lines.addAll(Comparison.lines(reading.name(), query.qid(), feature, wanted, got));
      }
    }
    return lines;
  }

  private static JsonNode value(Row answer, Reading reading, Feature feature) {
    Row features = answer.getAs(reading.of().mutation() ? Batch.ROWS : Batch.EVENTS);
    return features == null ? NullNode.getInstance() : json(features.getAs(feature.answer()));
  }

  /** A value of Spark's as JSON. */
  static JsonNode json(Object value) {
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<Object, JsonNode> buckets = new LinkedHashMap<>();
      CollectionConverters.asJava(map).forEach((bucket, own) -> buckets.put(bucket, json(own)));
      return JSON.valueToTree(buckets);
    }
    return JSON.valueToTree(
        value instanceof scala.collection.Seq<?> list ? CollectionConverters.asJava(list) : value);
  }

  private static String question(String name, String qid) {
    return name + " " + qid;
  }
}
