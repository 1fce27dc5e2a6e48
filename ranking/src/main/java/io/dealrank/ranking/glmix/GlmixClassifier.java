package io.dealrank.ranking.glmix;

import io.dealrank.ranking.glmix.GlmixSettings.Variance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Generalised linear mixed-effect model (GLMix: Zhang et al., KDD 2016) by block coordinate descent
 * with residual offsets:
 *
 * <pre>
 * score_i = offset_i + sum over coordinates k of  x_ik . w_k[entity of row i in k]
 * minimise  sum_i weight_i loss(score_i, label_i) + sum_k l2_k / 2 |w_k|^2
 * </pre>
 *
 * The loss is the logistic one, so that {@code P(label = 1) = sigmoid(score)}, the squared one, or
 * the softmax over the rows of a list. A coordinate is a fixed effect (one w) or a random effect (a
 * w per entity; an entity that was not seen has w = 0 and is scored by the rest).
 *
 * <p>With {@link #setInitialModel} the descent starts from an older model, and its coefficients are
 * the prior: the penalty becomes {@code forgetting / (2 variance) (w - w_old)^2}, the L2 strength
 * standing in where the older model has no variance. Coordinates may be added, dropped or {@link
 * Coordinate#lock locked}; entities without rows keep their coefficients.
 *
 * @throws IllegalArgumentException from {@code fit}, naming problem, reason and remedy
 */
public final class GlmixClassifier extends Estimator<GlmixModel>
    implements GlmixParams, DefaultParamsWritable {
  private final String uid;
  private final GlmixParamSet glmix;
  private GlmixModel initial;

  public GlmixClassifier() {
    this(Identifiable$.MODULE$.randomUID("glmixClassifier"));
  }

  /** Called by Spark's reader. */
  public GlmixClassifier(String uid) {
    this.uid = uid;
    this.glmix = new GlmixParamSet(this);
  }

  @Override
  public GlmixModel fit(Dataset<?> dataset) {
    Dataset<Row> table = dataset.toDF();
    GlmixSettings settings = settings();
    checkInitial(settings);
    TrainingRows training = TrainingRows.of(table, settings);
    checkSizes(settings, training.layout());
    Descent descent =
        OneTaskDescent.suits(settings, training)
            ? new OneTaskDescent(settings, training, initial)
            : new CoordinateDescent(settings, training, initial);
    try {
      List<Fitted> fitted = descent.run();
      List<CoordinateModel> parts = new ArrayList<>();
      for (int k = 0; k < fitted.size(); k++) {
        parts.add(
            part(
                table,
                settings.coordinates().get(k),
                training.layout().parts[k].size,
                fitted.get(k)));
      }
      GlmixModel model =
          new GlmixModel(
              Identifiable$.MODULE$.randomUID("glmixModel"),
              table.sparkSession(),
              parts,
              new GlmixFit(training.counts(), descent.history()));
      GlmixModel set = copyValues(model, ParamMap.empty());
      // As they were fitted: softmax takes constants away.
      return set.withCoordinates(settings.coordinates()).setParent(this);
    } finally {
      descent.close();
    }
  }

  private CoordinateModel part(Dataset<Row> table, Coordinate c, int size, Fitted fitted) {
    List<String> names = FeatureNames.of(table.schema(), c.features(), size);
    if (c.isFixed()) {
      return new CoordinateModel(
          c, names, new FixedCoefficients(fitted.coefficients(), fitted.variances()), null);
    }
    if (c.locked()) {
      return new CoordinateModel(c, names, null, initial.entities(c.name()));
    }
    Dataset<Row> entities =
        table.sparkSession().createDataFrame(fitted.entities(), EntityTable.SCHEMA);
    // Cut off from the training rows, which are about to be freed.
    boolean durable = table.sparkSession().sparkContext().getCheckpointDir().isDefined();
    return new CoordinateModel(
        c, names, null, durable ? entities.checkpoint() : entities.localCheckpoint());
  }

  private GlmixSettings settings() {
    String objective = getOrDefault(objective());
    return new GlmixSettings(
        getOrDefault(labelColumn()),
        isDefined(weightColumn()) ? getOrDefault(weightColumn()) : null,
        isDefined(offsetColumn()) ? getOrDefault(offsetColumn()) : null,
        getOrDefault(queryColumn()),
        isDefined(rowIdColumn()) ? getOrDefault(rowIdColumn()) : null,
        objective.equals("softmax")
            ? coordinateList().stream().map(GlmixClassifier::withoutConstant).toList()
            : coordinateList(),
        objective.equals("squared") ? Loss.SQUARED : Loss.LOGISTIC,
        objective.equals("softmax"),
        (int) getOrDefault(passes()),
        (double) getOrDefault(tolerance()),
        (int) getOrDefault(partitions()),
        Variance.valueOf(getOrDefault(variance()).toUpperCase(Locale.ROOT)),
        (double) getOrDefault(forgetting()),
        (long) getOrDefault(seed()));
  }

  /** A constant of all rows of a list changes nothing in a softmax. */
  private static Coordinate withoutConstant(Coordinate c) {
    if (!c.isFixed()) {
      return c;
    }
    if (c.features() == null) {
      throw GlmixErrors.interceptOnly(c.name());
    }
    return c.withIntercept(Coordinate.Intercept.NONE);
  }

  private void checkInitial(GlmixSettings settings) {
    for (Coordinate c : settings.coordinates()) {
      if (c.locked() && initial == null) {
        throw GlmixErrors.lockedWithoutModel(c.name());
      }
      if (c.locked() && !initial.has(c.name())) {
        throw GlmixErrors.notInInitialModel(c.name(), initial.names());
      }
      if (initial != null
          && initial.has(c.name())
          && initial.part(c.name()).coordinate().isFixed() != c.isFixed()) {
        throw GlmixErrors.otherKind(c.name(), c.isFixed());
      }
    }
  }

  private void checkSizes(GlmixSettings settings, RowLayout layout) {
    for (int k = 0; k < layout.parts.length; k++) {
      String name = settings.coordinates().get(k).name();
      if (initial != null && initial.has(name)) {
        int before = initial.part(name).names().size();
        if (before != layout.parts[k].size) {
          throw GlmixErrors.otherSize(name, before, layout.parts[k].size);
        }
      }
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return withScore(schema);
  }

  @Override
  public GlmixClassifier copy(ParamMap extra) {
    GlmixClassifier copy = (GlmixClassifier) defaultCopy(extra);
    copy.initial = initial;
    return copy;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public GlmixParamSet glmix() {
    return glmix;
  }

  /** The parts of the sum, in the order of their updates. */
  public GlmixClassifier setCoordinates(Coordinate... value) {
    set(coordinates(), GlmixParamSet.toJson(value));
    return this;
  }

  /** The model to start from, which is the prior too; not saved with this estimator. */
  public GlmixClassifier setInitialModel(GlmixModel model) {
    initial = model;
    return this;
  }

  public GlmixClassifier setLabelColumn(String column) {
    set(labelColumn(), column);
    return this;
  }

  public GlmixClassifier setWeightColumn(String column) {
    set(weightColumn(), column);
    return this;
  }

  public GlmixClassifier setOffsetColumn(String column) {
    set(offsetColumn(), column);
    return this;
  }

  public GlmixClassifier setQueryColumn(String column) {
    set(queryColumn(), column);
    return this;
  }

  public GlmixClassifier setRowIdColumn(String column) {
    set(rowIdColumn(), column);
    return this;
  }

  public GlmixClassifier setScoreColumn(String column) {
    set(scoreColumn(), column);
    return this;
  }

  public GlmixClassifier setProbabilityColumn(String column) {
    set(probabilityColumn(), column);
    return this;
  }

  public GlmixClassifier setObjective(String value) {
    set(objective(), value);
    return this;
  }

  public GlmixClassifier setPasses(int value) {
    set(passes(), value);
    return this;
  }

  public GlmixClassifier setTolerance(double value) {
    set(tolerance(), value);
    return this;
  }

  public GlmixClassifier setPartitions(int value) {
    set(partitions(), value);
    return this;
  }

  public GlmixClassifier setVariance(String value) {
    set(variance(), value);
    return this;
  }

  public GlmixClassifier setForgetting(double value) {
    set(forgetting(), value);
    return this;
  }

  public GlmixClassifier setSeed(long value) {
    set(seed(), value);
    return this;
  }

  public static MLReader<GlmixClassifier> read() {
    return new DefaultParamsReadable<GlmixClassifier>() {}.read();
  }
}
