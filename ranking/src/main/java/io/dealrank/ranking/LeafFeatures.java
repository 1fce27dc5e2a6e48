package io.dealrank.ranking;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Turns the leaves that a row reaches into a sparse vector with one entry per leaf of the model: 1
 * where the row is, else 0 (He et al. 2014, "Practical Lessons from Predicting Clicks on Ads at
 * Facebook"). With {@code L_t} leaves in tree t and a row in leaf number i_t of each (counted from
 * 0 by node number), the entries {@code L_1 + ... + L_(t-1) + i_t} are 1.
 *
 * <p>{@link XgboostRankingModel#leafFeatures} makes it. A leaf that the model does not have is an
 * error; so is null.
 */
public final class LeafFeatures extends Transformer implements DefaultParamsWritable {
  private final String uid;
  private final Param<String> leaves;
  private final Param<String> leafColumn;
  private final Param<String> outputColumn;

  public LeafFeatures() {
    this(Identifiable$.MODULE$.randomUID("leafFeatures"));
  }

  /** Called by Spark's reader. */
  public LeafFeatures(String uid) {
    this.uid = uid;
    this.leaves = new Param<>(this, "leaves", "node numbers of the leaves of each tree, JSON");
    this.leafColumn = new Param<>(this, "leafColumn", "name of the column of leaves, ARRAY of INT");
    this.outputColumn = new Param<>(this, "outputColumn", "name of the vector column");
    setDefault(leaves, "[]");
    setDefault(leafColumn, "leaves");
    setDefault(outputColumn, "leaf_features");
  }

  static LeafFeatures of(int[][] leaves) {
    LeafFeatures features = new LeafFeatures();
    features.set(features.leaves, JsonText.write(leaves));
    return features;
  }

  /** The number of entries of the vector: the leaves of all trees. */
  public int size() {
    return Arrays.stream(nodes()).mapToInt(tree -> tree.length).sum();
  }

  private int[][] nodes() {
    return JsonText.read(getOrDefault(leaves), int[][].class);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    String output = getOrDefault(outputColumn);
    Dataset<Row> input = rows.toDF().drop(output);
    StructType schema = input.schema();
    int at = schema.fieldIndex(getOrDefault(leafColumn));
    int[][] nodes = nodes();
    return input.map(
        (MapFunction<Row, Row>) row -> widened(row, encoded(row.getList(at), nodes)),
        Encoders.row(transformSchema(schema)));
  }

  private static Row widened(Row row, Vector vector) {
    Object[] cells = new Object[row.length() + 1];
    for (int c = 0; c < row.length(); c++) {
      cells[c] = row.get(c);
    }
    cells[row.length()] = vector;
    return RowFactory.create(cells);
  }

  static Vector encoded(List<Integer> reached, int[][] nodes) {
    int[] entries = new int[nodes.length];
    double[] ones = new double[nodes.length];
    Arrays.fill(ones, 1);
    int start = 0;
    for (int t = 0; t < nodes.length; t++) {
      int leaf = Arrays.binarySearch(nodes[t], reached.get(t));
      if (leaf < 0) {
        throw RankingErrors.unknownLeaf(t, reached.get(t));
      }
      entries[t] = start + leaf;
      start += nodes[t].length;
    }
    return Vectors.sparse(start, entries, ones);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    new ColumnCheck(schema).isPresent("leaf", getOrDefault(leafColumn));
    StructType others = new StructType();
    for (var field : schema.fields()) {
      others = field.name().equals(getOrDefault(outputColumn)) ? others : others.add(field);
    }
    return others.add(getOrDefault(outputColumn), SQLDataTypes.VectorType(), false);
  }

  @Override
  public LeafFeatures copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> leaves() {
    return leaves;
  }

  public Param<String> leafColumn() {
    return leafColumn;
  }

  public Param<String> outputColumn() {
    return outputColumn;
  }

  public LeafFeatures setLeafColumn(String column) {
    set(leafColumn, column);
    return this;
  }

  public LeafFeatures setOutputColumn(String column) {
    set(outputColumn, column);
    return this;
  }

  public static MLReader<LeafFeatures> read() {
    return new DefaultParamsReadable<LeafFeatures>() {}.read();
  }
}
