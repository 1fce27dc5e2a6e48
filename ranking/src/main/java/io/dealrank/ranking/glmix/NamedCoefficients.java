package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Coefficients that know their features by name, given their places in the vectors of today: the
 * way into a model for coefficients that were fitted elsewhere.
 */
final class NamedCoefficients {
  private static final StructType PLACES =
      StructType.fromDDL(
          "of STRING NOT NULL, named STRING NOT NULL, index INT NOT NULL COMMENT 'place in the vector'");

  private static final String[] COLUMNS = {"coordinate", "entity", "feature", "mean", "variance"};

  private final List<Coordinate> coordinates;
  private final Map<String, List<String>> names;

  /**
   * Sets what is wanted.
   *
   * @param names names of the entries of each vector column
   */
  NamedCoefficients(List<Coordinate> coordinates, Map<String, List<String>> names) {
    this.coordinates = coordinates;
    this.names = names;
    if (coordinates.isEmpty()) {
      throw GlmixErrors.noCoordinates();
    }
    if (coordinates.stream().map(Coordinate::name).distinct().count() < coordinates.size()) {
      throw GlmixErrors.twice(repeated(coordinates.stream().map(Coordinate::name).toList()));
    }
    for (Coordinate c : coordinates) {
      String name = repeated(names(c));
      if (name != null) {
        throw GlmixErrors.sameFeature(c.features(), name);
      }
    }
  }

  /**
   * The parts of a model, in the order of the coordinates; rows of other coordinates are left out.
   */
  List<CoordinateModel> parts(Dataset<Row> coefficients) {
    List<String> columns = List.of(coefficients.columns());
    for (String column : COLUMNS) {
      if (!columns.contains(column)) {
        throw GlmixErrors.missingColumn("coefficient", column, coefficients.columns());
      }
    }
    Dataset<Row> own =
        coefficients
            .select(
                col("coordinate"),
                col("entity").cast("string").as("entity"),
                col("feature"),
                col("mean").cast("double").as("mean"),
                col("variance").cast("double").as("variance"))
            .filter(col("coordinate").isin(coordinates.stream().map(Coordinate::name).toArray()));
    Dataset<Row> placed =
        own.join(
                broadcast(places(coefficients)),
                col("coordinate").equalTo(col("of")).and(col("feature").equalTo(col("named"))),
                "left")
            .drop("of", "named");
    check(placed);
    return coordinates.stream().map(c -> GlmixReader.part(c, names(c), placed)).toList();
  }

  private List<String> names(Coordinate c) {
    if (c.features() == null) {
      return List.of();
    }
    if (!names.containsKey(c.features())) {
      throw GlmixErrors.unnamedFeatures(c.name(), c.features(), names.keySet());
    }
    return names.get(c.features());
  }

  private Dataset<Row> places(Dataset<Row> coefficients) {
    List<Row> rows = new ArrayList<>();
    for (Coordinate c : coordinates) {
      List<String> features = names(c);
      for (int j = 0; j < features.size(); j++) {
        rows.add(RowFactory.create(c.name(), features.get(j), j));
      }
      if (c.hasIntercept()) {
        rows.add(RowFactory.create(c.name(), FeatureNames.INTERCEPT, features.size()));
      }
    }
    return coefficients.sparkSession().createDataFrame(rows, PLACES);
  }

  /** Nothing may change the scores in silence. */
  private void check(Dataset<Row> placed) {
    Column bad =
        col("mean")
            .isNull()
            .or(col("mean").isNaN())
            .or(col("mean").isin(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    List<Column> counts = new ArrayList<>();
    for (Coordinate c : coordinates) {
      Column here = col("coordinate").equalTo(c.name());
      Column misplaced = c.isFixed() ? col("entity").isNotNull() : col("entity").isNull();
      counts.add(count_if(here));
      counts.add(count_if(here.and(misplaced)));
      counts.add(count_if(here.and(bad)));
      counts.add(count_if(here.and(col("index").isNull())));
      counts.add(min(when(here.and(col("index").isNull()), col("feature"))));
    }
    Row found = placed.agg(count(lit(1)), counts.toArray(Column[]::new)).head();
    for (int k = 0; k < coordinates.size(); k++) {
      Coordinate c = coordinates.get(k);
      int at = 1 + 5 * k;
      if (found.getLong(at) == 0) {
        throw GlmixErrors.noCoefficients(c.name());
      }
      if (found.getLong(at + 1) > 0) {
        throw GlmixErrors.otherKind(c.name(), c.isFixed(), found.getLong(at + 1));
      }
      if (found.getLong(at + 2) > 0) {
        throw GlmixErrors.notFinite("mean", found.getLong(at + 2));
      }
      if (found.getLong(at + 3) > 0) {
        throw GlmixErrors.unknownFeatures(c.name(), found.getLong(at + 3), found.getString(at + 4));
      }
    }
    Row repeated =
        placed
            .groupBy("coordinate", "entity", "feature")
            .count()
            .filter(col("count").gt(1))
            .agg(count(lit(1)), min("coordinate"), min("feature"))
            .head();
    if (repeated.getLong(0) > 0) {
      throw GlmixErrors.repeatedCoefficients(
          repeated.getLong(0), repeated.getString(1), repeated.getString(2));
    }
  }

  /** A name that is there twice; null if there is none. */
  private static String repeated(List<String> names) {
    HashSet<String> seen = new HashSet<>();
    return names.stream().filter(name -> !seen.add(name)).findFirst().orElse(null);
  }
}
