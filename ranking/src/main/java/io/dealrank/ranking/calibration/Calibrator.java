package io.dealrank.ranking.calibration;

import static io.dealrank.ranking.KnownValue.named;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.ranking.ColumnCheck;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Learns the probability of the label from a score, on rows that the score was not fitted on:
 * calibrated on its own training rows a flexible ranker looks surer than it is.
 *
 * <p>Own parameters beside {@link CalibrationParams}: {@code scoreColumn} (DOUBLE, finite, default
 * {@code model_score}), {@code labelColumn} (1, 0 or null, default {@code label}; null leaves the
 * row out), {@code weightColumn} (DOUBLE &gt;= 0, unset: 1 per row; 0 leaves the row out).
 *
 * <p>The rows' score, label and weight are kept in memory, on disk where it does not suffice, for
 * the passes of the fit: 24 bytes a row.
 *
 * @throws IllegalArgumentException from {@code fit}, naming problem, reason and remedy: missing
 *     column, wrong type, no rows, bad label, weight or score; and, unless {@code fallback} is
 *     {@code rate}, one class only or a score that does not rise with the label
 */
public final class Calibrator extends Estimator<CalibrationModel>
    implements CalibrationParams, DefaultParamsWritable {
  private final String uid;
  private final CalibrationParamSet calibration;
  private final Param<String> scoreColumn;
  private final Param<String> labelColumn;
  private final Param<String> weightColumn;

  public Calibrator() {
    this(Identifiable$.MODULE$.randomUID("calibrator"));
  }

  /** Called by Spark's reader. */
  public Calibrator(String uid) {
    this.uid = uid;
    calibration = new CalibrationParamSet(this);
    scoreColumn = new Param<>(this, "scoreColumn", "name of the DOUBLE column to calibrate");
    labelColumn = new Param<>(this, "labelColumn", "name of the label column: 1, 0 or null");
    weightColumn =
        new Param<>(this, "weightColumn", "name of a DOUBLE column >= 0; unset: every row is 1");
    setDefault(scoreColumn, "model_score");
    setDefault(labelColumn, "label");
  }

  @Override
  public CalibrationModel fit(Dataset<?> dataset) {
    check(dataset.schema());
    CalibrationModel model =
        new CalibrationModel(Identifiable$.MODULE$.randomUID("calibrationModel"));
    if (getOrDefault(method()).equals("none")) {
      model.with(LogOddsLine.SAME);
    } else {
      fit(model, dataset.toDF());
    }
    return copyValues(model, ParamMap.empty()).setParent(this);
  }

  private void fit(CalibrationModel model, Dataset<Row> rows) {
    Column label = named(getOrDefault(labelColumn)).cast("double");
    boolean weighted = isDefined(weightColumn);
    Column weight = weighted ? named(getOrDefault(weightColumn)) : lit(1.0);
    JavaRDD<double[]> blocks =
        ScoredRows.of(
                rows.filter(label.isNotNull()), named(getOrDefault(scoreColumn)), label, weight)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      CalibrationTally tally =
          blocks
              .treeAggregate(new CalibrationTally(), CalibrationTally::add, CalibrationTally::merge)
              .checked(
                  getOrDefault(scoreColumn),
                  getOrDefault(labelColumn),
                  weighted ? getOrDefault(weightColumn) : "");
      boolean refuse = getOrDefault(fallback()).equals("error");
      if (tally.hasOneClass() && refuse) {
        throw CalibrationErrors.oneClass(getOrDefault(labelColumn), tally.rows, tally.positives);
      }
      LogOddsLine line = PlattScaling.fit(blocks, tally, (double) getOrDefault(slopeStrength()));
      if (tally.hasOneClass() || line.slope() <= 0) {
        if (refuse) {
          throw CalibrationErrors.reversed(
              getOrDefault(scoreColumn), getOrDefault(labelColumn), line.slope());
        }
        model.with(LogOddsLine.ofRate(tally));
        return;
      }
      model.with(line);
      if (getOrDefault(method()).equals("isotonic")) {
        model.with(
            IsotonicSteps.fit(
                blocks, tally, (int) getOrDefault(bins()), (double) getOrDefault(priorStrength())));
      }
    } finally {
      var unused = blocks.unpersist();
    }
  }

  private void check(StructType schema) {
    ColumnCheck check =
        new ColumnCheck(schema)
            .isDouble("score", getOrDefault(scoreColumn))
            .isNumeric("label", getOrDefault(labelColumn));
    if (isDefined(weightColumn)) {
      check.isDouble("weight", getOrDefault(weightColumn));
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    check(schema);
    return CalibrationModel.withProbability(schema, getOrDefault(probabilityColumn()));
  }

  @Override
  public Calibrator copy(ParamMap extra) {
    return defaultCopy(extra);
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

  public Param<String> labelColumn() {
    return labelColumn;
  }

  public Param<String> weightColumn() {
    return weightColumn;
  }

  public Calibrator setScoreColumn(String column) {
    set(scoreColumn, column);
    return this;
  }

  public Calibrator setLabelColumn(String column) {
    set(labelColumn, column);
    return this;
  }

  public Calibrator setWeightColumn(String column) {
    set(weightColumn, column);
    return this;
  }

  public Calibrator setMethod(String value) {
    set(method(), value);
    return this;
  }

  public static MLReader<Calibrator> read() {
    return new DefaultParamsReadable<Calibrator>() {}.read();
  }
}
