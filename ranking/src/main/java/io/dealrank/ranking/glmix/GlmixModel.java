package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.dealrank.ranking.KnownValue;
import io.dealrank.ranking.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A fitted mixed-effect model. Scoring adds {@code score = offset + sum_k x_k . w_k} and, for the
 * logistic loss, its sigmoid. One join per random effect; an entity that the model does not know,
 * or null, adds 0 ({@link #coverage} counts them).
 *
 * <p>A model fresh from {@code fit} has its coefficients in the executors' memory and disks (in the
 * checkpoint folder if the session has one): save it to keep it longer than the session.
 */
public final class GlmixModel extends Model<GlmixModel> implements GlmixParams, MLWritable {
  private static final String ENTITY = "__entity";

  private final String uid;
  private final transient SparkSession spark;
  private final GlmixParamSet glmix;
  private final List<CoordinateModel> parts;
  private final GlmixFit fit;

  /**
   * @param spark where the coefficients live
   */
  GlmixModel(String uid, SparkSession spark, List<CoordinateModel> parts, GlmixFit fit) {
    this.uid = uid;
    this.spark = spark;
    this.glmix = new GlmixParamSet(this);
    this.parts = List.copyOf(parts);
    this.fit = fit;
  }

  /**
   * A model of coefficients that were fitted elsewhere or another day. It scores, can be saved, and
   * is an initial model for {@link GlmixClassifier#setInitialModel}. The objective is logistic
   * until it is set. The coefficients are read each time they are used: save the model and load it.
   *
   * @param coefficients columns coordinate, entity (null: fixed effect), feature, mean and variance
   *     (null: unknown), as {@link #coefficients()} has them; features that are not there have 0,
   *     other coordinates are left out
   * @param featureNames names of the entries of each vector column in order
   * @param coordinates the parts of the sum
   * @throws IllegalArgumentException where a coordinate has no coefficients, or has some that are
   *     not finite, are there twice, or are of features without a place
   */
  public static GlmixModel of(
      Dataset<Row> coefficients,
      Map<String, List<String>> featureNames,
      Coordinate... coordinates) {
    List<Coordinate> list = List.of(coordinates);
    GlmixCounts none = new GlmixCounts(0, 0, 0, 0, Map.of());
    return new GlmixModel(
            Identifiable$.MODULE$.randomUID("glmixModel"),
            coefficients.sparkSession(),
            new NamedCoefficients(list, featureNames).parts(coefficients),
            new GlmixFit(none, List.of()))
        .withCoordinates(list);
  }

  /** What happened in fitting; no rows and no updates for a model made of coefficients. */
  public GlmixFit fitted() {
    return fit;
  }

  GlmixModel withCoordinates(List<Coordinate> fitted) {
    set(coordinates(), GlmixParamSet.toJson(fitted));
    return this;
  }

  List<CoordinateModel> parts() {
    return parts;
  }

  List<String> names() {
    return parts.stream().map(part -> part.coordinate().name()).toList();
  }

  boolean has(String name) {
    return names().contains(name);
  }

  CoordinateModel part(String name) {
    return parts.get(names().indexOf(name));
  }

  /** Null if there is no such fixed effect. */
  FixedCoefficients fixed(String name) {
    return has(name) ? part(name).fixed() : null;
  }

  /** Null if there is no such random effect. */
  Dataset<Row> entities(String name) {
    return has(name) ? part(name).entities() : null;
  }

  /**
   * Coefficients of a fixed effect by feature, without the intercept, in the order of the vector.
   */
  public Map<String, Double> fixedEffect(String name) {
    CoordinateModel part = part(name);
    Map<String, Double> coefficients = new LinkedHashMap<>();
    for (int j = 0; j < part.names().size(); j++) {
      coefficients.put(part.name(j), part.fixed().means()[j]);
    }
    return coefficients;
  }

  /**
   * Every coefficient, one row each: {@link CoefficientTable#SCHEMA}. Entities and features that
   * are not there have 0.
   */
  public Dataset<Row> coefficients() {
    return CoefficientTable.of(spark, parts);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    Dataset<Row> rows =
        dataset.toDF().drop(getOrDefault(scoreColumn()), getOrDefault(probabilityColumn()));
    checkColumns(rows);
    Column score =
        isDefined(offsetColumn())
            ? KnownValue.named(getOrDefault(offsetColumn())).cast("double")
            : lit(0.0);
    List<String> temporary = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      CoordinateModel part = parts.get(k);
      if (part.entities() != null) {
        rows = joined(rows, part, k);
        temporary.add(RowLayout.entity(k));
      }
      score = score.plus(PartScore.of(part, col(RowLayout.entity(k))));
    }
    Dataset<Row> scored = rows.withColumn(getOrDefault(scoreColumn()), score);
    if (addsProbability()) {
      Column s = col(getOrDefault(scoreColumn()));
      scored =
          scored.withColumn(
              getOrDefault(probabilityColumn()),
              when(s.geq(0), lit(1.0).divide(lit(1.0).plus(exp(s.multiply(-1)))))
                  .otherwise(exp(s).divide(lit(1.0).plus(exp(s)))));
    }
    return scored.drop(temporary.toArray(String[]::new));
  }

  /**
   * Adds a MAP of STRING to DOUBLE that explains the score: named terms that add up to it, to 1e-9
   * of the largest of them. They are {@code offset} and, per coordinate, {@code <coordinate>:
   * <feature>} and {@code <coordinate>: (INTERCEPT)}; a random effect that does not know the row's
   * entity has none, and terms that are 0 are left out. Null where the score is. The rows may be
   * scored or not.
   */
  public Dataset<Row> withTerms(Dataset<?> dataset, String column) {
    Dataset<Row> rows = dataset.toDF().drop(column);
    checkColumns(rows);
    List<Column> maps = new ArrayList<>();
    if (isDefined(offsetColumn())) {
      Column offset = KnownValue.named(getOrDefault(offsetColumn())).cast("double");
      maps.add(Terms.of(List.of("offset"), when(offset.isNotNull(), array(offset))));
    }
    List<String> temporary = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      CoordinateModel part = parts.get(k);
      if (part.entities() != null) {
        rows = joined(rows, part, k);
        temporary.add(RowLayout.entity(k));
      }
      maps.add(PartScore.terms(part, col(RowLayout.entity(k))));
    }
    return rows.withColumn(column, map_concat(maps.toArray(Column[]::new)))
        .drop(temporary.toArray(String[]::new));
  }

  /** Adds the coefficients of each row's entity as a struct; null if there are none. */
  static Dataset<Row> joined(Dataset<Row> rows, CoordinateModel part, int k) {
    String key = ENTITY + k;
    Dataset<Row> table =
        part.entities()
            .select(
                col("entity").as(key),
                struct(col("indices"), col("means")).as(RowLayout.entity(k)));
    return rows.join(
            table,
            KnownValue.named(part.coordinate().entity()).cast("string").equalTo(col(key)),
            "left")
        .drop(key);
  }

  /**
   * How many rows a random effect knows nothing about: one row with {@code rows} and, per random
   * effect, {@code <name>_unseen} (entity not in the model) and {@code <name>_null} (entity null).
   * Their scores are those of the other parts.
   */
  public Dataset<Row> coverage(Dataset<?> dataset) {
    Dataset<Row> rows = dataset.toDF();
    List<Column> counts = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      CoordinateModel part = parts.get(k);
      if (part.entities() != null) {
        rows = joined(rows, part, k);
        Column entity = KnownValue.named(part.coordinate().entity());
        String name = part.coordinate().name();
        counts.add(
            count_if(entity.isNotNull().and(col(RowLayout.entity(k)).isNull()))
                .as(name + "_unseen"));
        counts.add(count_if(entity.isNull()).as(name + "_null"));
      }
    }
    return rows.agg(count(lit(1)).as("rows"), counts.toArray(Column[]::new));
  }

  private void checkColumns(Dataset<Row> rows) {
    List<String> columns = List.of(rows.columns());
    for (CoordinateModel part : parts) {
      Coordinate c = part.coordinate();
      if (c.features() != null && !columns.contains(c.features())) {
        throw GlmixErrors.missingColumn("feature", c.features(), rows.columns());
      }
      if (!c.isFixed() && !columns.contains(c.entity())) {
        throw GlmixErrors.missingColumn("entity", c.entity(), rows.columns());
      }
    }
    if (isDefined(offsetColumn()) && !columns.contains(getOrDefault(offsetColumn()))) {
      throw GlmixErrors.missingColumn("offset", getOrDefault(offsetColumn()), rows.columns());
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return withScore(schema);
  }

  @Override
  public GlmixModel copy(ParamMap extra) {
    return copyValues(new GlmixModel(uid, spark, parts, fit), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new GlmixWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public GlmixParamSet glmix() {
    return glmix;
  }

  public static MLReader<GlmixModel> read() {
    return new GlmixReader();
  }

  /** Loads a model that {@code save} wrote. */
  public static GlmixModel load(String path) {
    return read().load(path);
  }
}
