package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.dealrank.features.Lake;
import io.dealrank.features.VerticalText;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The kind rate: the i-th group of n trials and k successes is an entity with n contacts, k of them
 * answered in time. The prior is fitted to all of them; with its mean mu and strength s, alpha = mu
 * s, beta = (1 - mu) s and rho = 1 / (1 + s).
 */
final class Rates {
  private static final Instant FIRST = Instant.parse("2024-03-01T00:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2024-03-10");
  private static final Vertical VERTICAL =
      VerticalText.read(
              VerticalText.TINY
                  + """
                  features:
                    - group: rates
                      entity: employer
                      from: contacts
                      measures:
                        rate: {rate: responded_at, maturity: 1d, smoothing: empirical-bayes}
                  """)
          .vertical();
  private static final FeatureGroup GROUP = VERTICAL.features().get(0);

  private Rates() {}

  static List<Line> lines(SparkSession spark, Case one, Arrangement arrangement) {
    Lake lake = lake(spark, one, arrangement);
    Row prior =
        PointInTime.priors(VERTICAL, lake, GROUP, DAY, DAY, null).collectAsList().stream()
            .findFirst()
            .orElseThrow();
    double mean = prior.getAs("mean");
    double strength = prior.getAs("strength");
    Map<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("mu", mean);
    parameters.put("rho", 1 / (1 + strength));
    parameters.put("strength", strength);
    parameters.put("alpha", mean * strength);
    parameters.put("beta", (1 - mean) * strength);
    List<Line> lines = new ArrayList<>();
    JsonNode expected = one.json().get("expected");
    parameters.forEach(
        (name, value) -> {
          if (expected.has(name)) {
            lines.add(line(one, "prior", name, expected.get(name), value));
          }
        });
    List<Double> rates = rates(spark, one, lake, Priors.of(GROUP, List.of(prior)), arrangement);
    for (int i = 0; i < rates.size(); i++) {
      lines.add(line(one, Integer.toString(i), "rate", expected.get("rates").get(i), rates.get(i)));
    }
    return lines;
  }

  private static List<Double> rates(
      SparkSession spark, Case one, Lake lake, Priors priors, Arrangement arrangement) {
    List<Row> questions = new ArrayList<>();
    for (int i = 0; i < one.list("groups").size(); i++) {
      Instant t = DAY.atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
      questions.add(RowFactory.create(i, "e" + i, t));
    }
    Dataset<Row> asked =
        arrangement.table(
            spark, questions, StructType.fromDDL("number INT, who STRING, t TIMESTAMP"));
    return PointInTime.ask(
            VERTICAL,
            lake,
            List.of(GROUP),
            asked,
            "who",
            "t",
            new PointInTime.Asked(Map.of(GROUP.group(), priors), false))
        .collectAsList()
        .stream()
        .sorted(Comparator.comparing(answer -> answer.<Integer>getAs("number")))
        .map(answer -> answer.<Row>getAs(GROUP.group()).<Double>getAs("rate_all"))
        .toList();
  }

  private static Lake lake(SparkSession spark, Case one, Arrangement arrangement) {
    List<Row> contacts = new ArrayList<>();
    List<JsonNode> groups = one.list("groups");
    for (int i = 0; i < groups.size(); i++) {
      long successes = groups.get(i).get("k").asLong();
      for (long trial = 0; trial < groups.get(i).get("n").asLong(); trial++) {
        Instant at = FIRST.plusMillis(trial);
        contacts.add(contact("e" + i, i + "/" + trial, at, trial < successes));
      }
    }
    return new Lake(
        null, arrangement.table(spark, contacts, Contract.CONTACTS.columns()), Map.of(), Map.of());
  }

  private static Row contact(String entity, String id, Instant at, boolean answered) {
    Instant response = answered ? at.plus(Duration.ofHours(1)) : null;
    return RowFactory.create(
        id, null, entity, "listing", "owner", null, at, at, response, null, null);
  }

  private static Line line(Case one, String qid, String name, JsonNode expected, Double got) {
    JsonNode value = got == null ? null : DoubleNode.valueOf(got);
    boolean equal = value != null && Comparison.equal(expected, value);
    return new Line(one.id(), qid, name, null, expected, CaseRun.json(got), equal);
  }
}
