package io.dealrank.ranking.calibration;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.nanvl;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.dealrank.ranking.ColumnCheck;
import java.util.Arrays;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The probability of a score s:
 *
 * <pre>
 * P = sigmoid(l(s)),  within [1e-15, 1 - 1e-15]
 * l(s) = slope s + intercept                                                  platt, none
 * l(s) = (1 - e) logit(steps(s)) + e (slope s + intercept)                    isotonic
 * </pre>
 *
 * with e the parameter {@code tieBreaking} and steps a {@code StepCurve}. l is non-decreasing, and
 * strictly increasing for e &gt; 0, but for rounding: scores closer than about 1e-12 standard
 * deviations may become equal. With the default e = 0.001 a probability moves by a thousandth of
 * the distance, in log-odds, between the two methods. Null and NaN scores have no probability:
 * null.
 */
public final class CalibrationModel extends Model<CalibrationModel>
    implements CalibrationParams, DefaultParamsWritable {
  private static final double CLIP = 1e-15;
  private static final double LARGEST = 1e100;
  private static final String SCORE = "__score_to_calibrate";
  private static final String STEPS = "__steps";

  private final String uid;
  private final CalibrationParamSet calibration;
  private final Param<String> scoreColumn;
  private final DoubleParam slope;
  private final DoubleParam intercept;
  private final DoubleArrayParam stepScores;
  private final DoubleArrayParam stepProbabilities;

  /** Called by Spark's reader. */
  public CalibrationModel(String uid) {
    this.uid = uid;
    calibration = new CalibrationParamSet(this);
    scoreColumn = new Param<>(this, "scoreColumn", "name of the DOUBLE column to calibrate");
    slope = new DoubleParam(this, "slope", "log-odds per unit of the score, > 0, fitted");
    intercept = new DoubleParam(this, "intercept", "log-odds at score 0, fitted");
    stepScores = new DoubleArrayParam(this, "stepScores", "scores of the knots, fitted");
    stepProbabilities =
        new DoubleArrayParam(this, "stepProbabilities", "probabilities of the knots, fitted");
    setDefault(scoreColumn, "model_score");
    setDefault(stepScores, new double[0]);
    setDefault(stepProbabilities, new double[0]);
  }

  CalibrationModel with(LogOddsLine line) {
    set(slope, line.slope());
    set(intercept, line.intercept());
    return this;
  }

  CalibrationModel with(StepCurve steps) {
    set(stepScores, steps.x());
    set(stepProbabilities, steps.p());
    return this;
  }

  /** The probability of a score, in (0, 1); NaN for NaN. */
  public double apply(double score) {
    double p = 1 / (1 + Math.exp(-logOdds(score)));
    return Double.isNaN(p) ? p : Math.min(Math.max(p, CLIP), 1 - CLIP);
  }

  /** The log-odds of a score, not clipped: finite for any finite score; NaN for NaN. */
  public double logOdds(double score) {
    if (Double.isNaN(score)) {
      return score;
    }
    double s = Math.min(Math.max(score, -LARGEST), LARGEST);
    double line = (double) getOrDefault(slope) * s + (double) getOrDefault(intercept);
    StepCurve steps = steps();
    if (steps.x().length == 0) {
      return line;
    }
    double p = steps.at(s);
    double share = (double) getOrDefault(tieBreaking());
    return (1 - share) * Math.log(p / (1 - p)) + share * line;
  }

  private StepCurve steps() {
    return new StepCurve(getOrDefault(stepScores), getOrDefault(stepProbabilities));
  }

  /** Adds {@link #logOdds} of a DOUBLE column; null where it is null or NaN. */
  Dataset<Row> addLogOdds(Dataset<Row> rows, String score, String output) {
    Column s = col(SCORE);
    Column finite =
        greatest(
            least(coalesce(nanvl(named(score), lit(0.0)), lit(0.0)), lit(LARGEST)), lit(-LARGEST));
    Column line = s.multiply(getOrDefault(slope)).plus(getOrDefault(intercept));
    Dataset<Row> safe = rows.withColumn(SCORE, finite);
    Column known = named(score).isNotNull().and(not(named(score).isNaN()));
    StepCurve steps = steps();
    if (steps.x().length == 0) {
      return safe.withColumn(output, when(known, line)).drop(SCORE);
    }
    double share = (double) getOrDefault(tieBreaking());
    Column p = col(STEPS);
    Column mixed = ln(p.divide(lit(1.0).minus(p))).multiply(1 - share).plus(line.multiply(share));
    return steps.add(safe, SCORE, STEPS).withColumn(output, when(known, mixed)).drop(SCORE, STEPS);
  }

  /** {@code sigmoid(l)} of log-odds l, within [1e-15, 1 - 1e-15]; null for null. */
  public static Column probability(Column logOdds) {
    Column p = lit(1.0).divide(exp(logOdds.multiply(-1)).plus(1));
    return when(logOdds.isNotNull(), greatest(least(p, lit(1 - CLIP)), lit(CLIP)));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    String probability = getOrDefault(probabilityColumn());
    return addLogOdds(dataset.toDF().drop(probability), getOrDefault(scoreColumn), probability)
        .withColumn(probability, probability(named(probability)));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    new ColumnCheck(schema).isDouble("score", getOrDefault(scoreColumn));
    return withProbability(schema, getOrDefault(probabilityColumn()));
  }

  /** The schema with the probability last, in place of a column of that name. */
  static StructType withProbability(StructType schema, String probability) {
    return new StructType(
            Arrays.stream(schema.fields())
                .filter(field -> !field.name().equals(probability))
                .toArray(StructField[]::new))
        .add(probability, DataTypes.DoubleType);
  }

  @Override
  public CalibrationModel copy(ParamMap extra) {
    CalibrationModel copy = defaultCopy(extra);
    return copy.setParent(parent());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public CalibrationParamSet calibration() {
    return calibration;
  }

  public Param<String> scoreColumn() {
    return scoreColumn;
  }

  public DoubleParam slope() {
    return slope;
  }

  public DoubleParam intercept() {
    return intercept;
  }

  public DoubleArrayParam stepScores() {
    return stepScores;
  }

  public DoubleArrayParam stepProbabilities() {
    return stepProbabilities;
  }

  public static MLReader<CalibrationModel> read() {
    return new DefaultParamsReadable<CalibrationModel>() {}.read();
  }
}
