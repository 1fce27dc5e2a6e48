package io.dealrank.ranking;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.BooleanParam;
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

/**
 * Turns nullable DOUBLE columns into one dense vector without nulls: its entries are the {@link
 * FeatureTerm}s, values first seen in the training rows filling what is unknown.
 *
 * <p>The terms are a parameter, so the saved metadata is the whole of it.
 */
public final class FeatureAssembler extends Transformer implements DefaultParamsWritable {
  private final String uid;
  private final Param<String> terms;
  private final Param<String> outputColumn;
  private final BooleanParam standardised;

  public FeatureAssembler() {
    this(Identifiable$.MODULE$.randomUID("featureAssembler"));
  }

  /** Called by Spark's reader. */
  public FeatureAssembler(String uid) {
    this.uid = uid;
    this.terms = new Param<>(this, "terms", "the entries of the vector in order, JSON");
    this.outputColumn = new Param<>(this, "outputColumn", "name of the vector column");
    this.standardised =
        new BooleanParam(this, "standardised", "divide each entry by its standard deviation");
    setDefault(standardised, false);
    setDefault(terms, "[]");
    setDefault(outputColumn, "features");
  }

  /** The assembler of every term that varies over the training rows. */
  static FeatureAssembler of(List<FeatureStatistics> statistics, String outputColumn) {
    FeatureTerm[] terms =
        statistics.stream().flatMap(s -> s.terms().stream()).toArray(FeatureTerm[]::new);
    if (terms.length == 0) {
      throw RankingErrors.nothingVaries(
          statistics.stream().map(FeatureStatistics::column).toList());
    }
    FeatureAssembler assembler = new FeatureAssembler();
    assembler.set(assembler.terms, JsonText.write(terms));
    assembler.set(assembler.outputColumn, outputColumn);
    return assembler;
  }

  /** Entries over their standard deviation in the training rows. */
  FeatureAssembler standardised() {
    set(standardised, true);
    return this;
  }

  /** Name of the vector column. */
  String output() {
    return getOrDefault(outputColumn);
  }

  /** The entries of the vector, in order. */
  public List<FeatureTerm> entries() {
    return Arrays.asList(JsonText.read(getOrDefault(terms), FeatureTerm[].class));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    boolean divide = (boolean) getOrDefault(standardised);
    List<FeatureTerm> entries = entries();
    Column[] values =
        entries.stream()
            .map(t -> divide ? t.expression().divide(t.deviation()) : t.expression())
            .toArray(Column[]::new);
    String name = output();
    Column vector = array_to_vector(array(values));
    return rows.toDF()
        .withColumn(name, divide ? vector.as(name, attributes(entries).toMetadata()) : vector);
  }

  /** Names of the entries where spark.ml keeps them: in the column's metadata. */
  private AttributeGroup attributes(List<FeatureTerm> entries) {
    return new AttributeGroup(
        output(),
        entries.stream()
            .map(term -> (Attribute) NumericAttribute.defaultAttr().withName(term.title()))
            .toArray(Attribute[]::new));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    new ColumnCheck(schema)
        .features(entries().stream().map(FeatureTerm::column).distinct().toList());
    return schema.add(getOrDefault(outputColumn), SQLDataTypes.VectorType(), false);
  }

  @Override
  public FeatureAssembler copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> terms() {
    return terms;
  }

  public BooleanParam standardisedParam() {
    return standardised;
  }

  public Param<String> outputColumn() {
    return outputColumn;
  }

  public static MLReader<FeatureAssembler> read() {
    return new DefaultParamsReadable<FeatureAssembler>() {}.read();
  }
}
