package io.dealrank.ranking.photon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * One record of Photon's {@code BayesianLinearModelAvro}: the coefficients of a fixed effect or of
 * an entity. A feature is named by its name and, if it has one, its term after U+0001; the constant
 * term is {@code (INTERCEPT)}.
 *
 * @param id entity, or {@link #FIXED_EFFECT}
 * @param coefficients in any order
 */
record BayesianLinearModel(String id, List<Coefficient> coefficients) {
  /** The id of every fixed effect. */
  static final String FIXED_EFFECT = "fixed-effect";

  /** Between the name and the term of a feature. */
  static final char DELIMITER = '\u0001';

  static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "BayesianLinearModelAvro",
               "namespace": "com.linkedin.photon.avro.generated",
               "fields": [
                 {"name": "modelId", "type": "string"},
                 {"name": "modelClass", "type": ["null", "string"], "default": null},
                 {"name": "means", "type": {"type": "array", "items":
                   {"type": "record", "name": "NameTermValueAvro", "fields": [
                     {"name": "name", "type": "string"},
                     {"name": "term", "type": "string"},
                     {"name": "value", "type": "double"}]}}},
                 {"name": "variances",
                  "type": ["null", {"type": "array", "items": "NameTermValueAvro"}],
                  "default": null},
                 {"name": "lossFunction", "type": ["null", "string"], "default": null}]}
              """);

  private static final Schema ENTRY = SCHEMA.getField("means").schema().getElementType();

  /**
   * A coefficient.
   *
   * @param variance null: not estimated
   */
  record Coefficient(String feature, double mean, Double variance) {}

  /** Why records of a schema are no such models; null if they are. */
  static String mismatch(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      return "the schema is " + schema.getType().getName() + ", not a record";
    }
    if (schema.getField("modelId") == null || schema.getField("means") == null) {
      return "fields modelId and means are needed, there are "
          + schema.getFields().stream().map(Schema.Field::name).toList();
    }
    Schema means = schema.getField("means").schema();
    if (means.getType() != Schema.Type.ARRAY
        || means.getElementType().getType() != Schema.Type.RECORD) {
      return "means is no array of records";
    }
    for (String field : List.of("name", "term", "value")) {
      if (means.getElementType().getField(field) == null) {
        return "the records of means have no field " + field;
      }
    }
    return null;
  }

  static BayesianLinearModel of(GenericRecord record) {
    Map<String, Double> variances = new HashMap<>();
    if (record.hasField("variances") && record.get("variances") instanceof List<?> entries) {
      entries.forEach(entry -> variances.put(feature(entry), value(entry)));
    }
    List<Coefficient> coefficients = new ArrayList<>();
    for (Object entry : (List<?>) record.get("means")) {
      String feature = feature(entry);
      coefficients.add(new Coefficient(feature, value(entry), variances.get(feature)));
    }
    return new BayesianLinearModel(record.get("modelId").toString(), coefficients);
  }

  private static String feature(Object entry) {
    GenericRecord record = (GenericRecord) entry;
    Object term = record.get("term");
    return term == null || term.toString().isEmpty()
        ? record.get("name").toString()
        : record.get("name").toString() + DELIMITER + term;
  }

  private static double value(Object entry) {
    return ((Number) ((GenericRecord) entry).get("value")).doubleValue();
  }

  /** The record, coefficients of largest magnitude first as Photon writes them. */
  GenericRecord toAvro(String modelClass) {
    List<Coefficient> sorted = new ArrayList<>(coefficients);
    sorted.sort(
        Comparator.<Coefficient>comparingDouble(c -> -Math.abs(c.mean()))
            .thenComparing(Coefficient::feature));
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("modelId", id);
    record.put("modelClass", modelClass);
    record.put("means", sorted.stream().map(c -> entry(c.feature(), c.mean())).toList());
    boolean known = sorted.stream().anyMatch(c -> c.variance() != null);
    record.put(
        "variances",
        known
            ? sorted.stream()
                .filter(c -> c.variance() != null)
                .map(c -> entry(c.feature(), c.variance()))
                .toList()
            : null);
    record.put("lossFunction", "");
    return record;
  }

  private static GenericRecord entry(String feature, double value) {
    int end = feature.indexOf(DELIMITER);
    GenericRecord record = new GenericData.Record(ENTRY);
    record.put("name", end < 0 ? feature : feature.substring(0, end));
    record.put("term", end < 0 ? "" : feature.substring(end + 1));
    record.put("value", value);
    return record;
  }
}
