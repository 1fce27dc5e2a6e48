package io.dealrank.evaluation.experiment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.covar_samp;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.table.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The table of an experiment, one row per unit, brought down to its {@link Moments} per arm and
 * segment, and to what cannot be read in it. One pass over the table: a shuffle by unit finds units
 * that are there twice, a second one of a few rows puts the moments together.
 */
public final class UnitTable {
  /** The dimension and segment of all units. */
  public static final String ALL = "all";

  /** The segment of units whose segment column is null. */
  public static final String MISSING = "(missing)";

  private static final String FAULT = "__fault";
  private static final String UNIT = "__unit";
  private static final String ARM = "__arm";
  private static final String ROWS = "__rows";
  private static final String DIMENSION = "__dimension";
  private static final String SEGMENT = "__segment";
  private static final String UNITS = "__units";
  private static final String EXAMPLE = "__example";

  private UnitTable() {}

  /**
   * One row per arm, dimension and segment, and per fault. {@link #read} takes them.
   *
   * @param table with the columns of the plan
   */
  public static Dataset<Row> aggregate(Dataset<Row> table, ExperimentPlan plan) {
    List<String> columns = plan.columns();
    List<Column> selected = new ArrayList<>();
    selected.add(col(quoted(plan.unit())).cast("string").as(UNIT));
    selected.add(col(quoted(plan.variant())).cast("string").as(ARM));
    for (int i = 0; i < columns.size(); i++) {
      selected.add(col(quoted(columns.get(i))).try_cast("double").as(number(i)));
    }
    for (int i = 0; i < plan.segments().size(); i++) {
      selected.add(
          coalesce(col(quoted(plan.segments().get(i))).cast("string"), lit(MISSING))
              .as(segment(i)));
    }
    Dataset<Row> rows = table.select(selected.toArray(Column[]::new));
    List<Column> merged = new ArrayList<>();
    for (String name : rows.columns()) {
      if (!name.equals(UNIT)) {
        merged.add(min(col(name)).as(name));
      }
    }
    // min leaves nulls out, and of a unit there twice nothing is read anyway
    Dataset<Row> units =
        rows.groupBy(col(UNIT))
            .agg(count(lit(1)).as(ROWS), merged.toArray(Column[]::new))
            .withColumn(FAULT, fault(plan));
    Dataset<Row> perSegment =
        units
            .withColumn("__place", explode(places(plan)))
            .withColumn(DIMENSION, col("__place.dimension"))
            .withColumn(SEGMENT, col("__place.segment"));
    List<Column> moments = new ArrayList<>();
    moments.add(sum(col(ROWS)).as(ROWS));
    moments.add(min(coalesce(col(UNIT), lit("null"))).as(EXAMPLE));
    for (int i = 0; i < columns.size(); i++) {
      moments.add(avg(col(number(i))).as("mean_" + i));
      for (int j = 0; j <= i; j++) {
        moments.add(covar_samp(col(number(i)), col(number(j))).as("covariance_" + i + "_" + j));
      }
    }
    return perSegment
        .groupBy(col(FAULT), col(ARM), col(DIMENSION), col(SEGMENT))
        .agg(count(lit(1)).as(UNITS), moments.toArray(Column[]::new));
  }

  /** The aggregates of a plan, as rows of {@link #aggregate}. */
  public static ExperimentSums read(List<Row> rows, ExperimentPlan plan) {
    int columns = plan.columns().size();
    List<ExperimentSums.Arm> arms = new ArrayList<>();
    Map<String, ExperimentSums.Fault> faults = new LinkedHashMap<>();
    for (Row row : rows) {
      String arm = row.getAs(ARM);
      String fault = row.getAs(FAULT);
      String dimension = row.getAs(DIMENSION);
      if (fault == null) {
        long n = row.<Long>getAs(UNITS);
        arms.add(
            new ExperimentSums.Arm(dimension, row.getAs(SEGMENT), arm, moments(row, n, columns)));
      } else if (dimension.equals(ALL)) {
        faults.merge(
            fault,
            new ExperimentSums.Fault(
                fault, row.<Long>getAs(ROWS), row.getAs(EXAMPLE), String.valueOf(arm)),
            ExperimentSums.Fault::plus);
      }
    }
    return new ExperimentSums(arms, List.copyOf(faults.values()));
  }

  /**
   * Of the candidates that were contacted, how many were contacted from both the control and a
   * treatment: they carry the effect of one arm into the other (interference). One row: {@code
   * candidates}, {@code shared}, {@code contacts}, {@code shared_contacts}, {@code unknown}
   * contacts of units without an arm.
   */
  public static Dataset<Row> interference(
      Dataset<Row> table, Dataset<Row> contacts, ExperimentPlan plan) {
    Dataset<Row> assigned =
        table
            .select(
                col(quoted(plan.unit())).cast("string").as(UNIT),
                col(quoted(plan.variant())).cast("string").as(ARM))
            .where(col(UNIT).isNotNull())
            .groupBy(col(UNIT))
            .agg(min(col(ARM)).as(ARM));
    Dataset<Row> perCandidate =
        contacts
            .select(
                col(quoted(plan.contacts().unit())).cast("string").as(UNIT),
                col(quoted(plan.contacts().candidate())).cast("string").as("candidate"))
            .join(assigned, CollectionConverters.asScala(List.of(UNIT)).toSeq(), "left")
            .groupBy(col("candidate"))
            .agg(
                count(col(ARM)).as("contacts"),
                countDistinct(col(ARM)).as("arms"),
                count(when(col(ARM).isNull(), lit(1))).as("unknown"));
    Column shared = col("arms").gt(1);
    return perCandidate.agg(
        count(when(col("contacts").gt(0), lit(1))).as("candidates"),
        count(when(shared, lit(1))).as("shared"),
        coalesce(sum(col("contacts")), lit(0L)).as("contacts"),
        coalesce(sum(when(shared, col("contacts"))), lit(0L)).as("shared_contacts"),
        coalesce(sum(col("unknown")), lit(0L)).as("unknown"));
  }

  private static Moments moments(Row row, long n, int columns) {
    double[] means = new double[columns];
    double[][] covariances = new double[columns][columns];
    for (int i = 0; i < columns; i++) {
      means[i] = row.<Double>getAs("mean_" + i);
      for (int j = 0; j <= i; j++) {
        Double covariance = row.getAs("covariance_" + i + "_" + j);
        covariances[i][j] = covariance == null ? Double.NaN : covariance;
        covariances[j][i] = covariances[i][j];
      }
    }
    return Moments.ofCovariances(n, means, covariances);
  }

  /** The first thing that is wrong with a unit; null if nothing is. */
  private static Column fault(ExperimentPlan plan) {
    Column arms = col(ARM).isin(plan.shares().keySet().toArray());
    Column fault =
        when(col(UNIT).isNull(), lit("null unit"))
            .when(col(ROWS).gt(1), lit("duplicate unit"))
            .when(col(ARM).isNull().or(not(arms)), lit("unknown variant"));
    List<String> columns = plan.columns();
    for (int i = 0; i < columns.size(); i++) {
      Column value = col(number(i));
      Column finite =
          value
              .isNotNull()
              .and(not(isnan(value)))
              .and(value.lt(lit(Double.POSITIVE_INFINITY)))
              .and(value.gt(lit(Double.NEGATIVE_INFINITY)));
      fault = fault.when(not(finite), lit("no number in " + columns.get(i)));
    }
    for (ExperimentPlan.Metric metric : plan.metrics()) {
      if (metric.kind() == ExperimentPlan.Kind.PROPORTION) {
        Column value = col(number(columns.indexOf(metric.numerator())));
        fault =
            fault.when(not(value.isin(0.0, 1.0)), lit("neither 0 nor 1 in " + metric.numerator()));
      }
    }
    return fault;
  }

  private static Column places(ExperimentPlan plan) {
    List<Column> places = new ArrayList<>();
    places.add(struct(lit(ALL).as("dimension"), lit(ALL).as("segment")));
    for (int i = 0; i < plan.segments().size(); i++) {
      places.add(
          struct(lit(plan.segments().get(i)).as("dimension"), col(segment(i)).as("segment")));
    }
    return array(places.toArray(Column[]::new));
  }

  private static String number(int i) {
    return "__number_" + i;
  }

  private static String segment(int i) {
    return "__segment_" + i;
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  /** The columns of a plan that a table does not have. */
  public static List<String> missing(String[] columns, ExperimentPlan plan) {
    List<String> needed = new ArrayList<>(List.of(plan.unit(), plan.variant()));
    needed.addAll(plan.columns());
    needed.addAll(plan.segments());
    return TableColumn.missing(columns, needed.stream());
  }
}
