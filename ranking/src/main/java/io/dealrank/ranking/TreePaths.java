package io.dealrank.ranking;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.ArraySeq;

/**
 * What each entry of the feature vector adds to a weighted sum of regression trees {@code F(x) =
 * sum_t w_t leaf_t(x)}, along the paths that x takes (A. Saabas, Interpreting random forests,
 * 2014): with v(n) the mean at node n,
 *
 * <pre>
 * phi_j = sum_t w_t sum over the steps n to m of t's path that split on j of (v(m) - v(n))
 * phi_0 = sum_t w_t v(root of t)
 * F(x)  = phi_0 + sum_j phi_j
 * </pre>
 *
 * <p>It takes one walk per tree, unlike Shapley values; a feature split on near the root gets less
 * than its interactions would give it.
 */
final class TreePaths implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int LEAF = -1;

  private final FeatureTerm[] terms;
  private final int[] columns;
  private final Tree[] trees;

  /** Nodes in preorder, the root first: a left child follows its parent. */
  private record Tree(double[] values, int[] features, double[] thresholds, int[] rights)
      implements Serializable {
    static Tree of(Node root, double weight) {
      int nodes = root.numDescendants() + 1;
      Tree tree = new Tree(new double[nodes], new int[nodes], new double[nodes], new int[nodes]);
      int unused = tree.put(root, weight, 0);
      return tree;
    }

    private int put(Node node, double weight, int at) {
      values[at] = weight * node.prediction();
      features[at] = LEAF;
      if (!(node instanceof InternalNode inner)) {
        return at + 1;
      }
      // an assembler gives numbers only, so no split is by category
      ContinuousSplit split = (ContinuousSplit) inner.split();
      features[at] = split.featureIndex();
      thresholds[at] = split.threshold();
      rights[at] = put(inner.leftChild(), weight, at + 1);
      return put(inner.rightChild(), weight, rights[at]);
    }

    void add(double[] x, double[] to) {
      int node = 0;
      to[x.length] += values[0];
      while (features[node] != LEAF) {
        int feature = features[node];
        int next = x[feature] <= thresholds[node] ? node + 1 : rights[node];
        to[feature] += values[next] - values[node];
        node = next;
      }
    }
  }

  private TreePaths(FeatureTerm[] terms, int[] columns, Tree[] trees) {
    this.terms = terms;
    this.columns = columns;
    this.trees = trees;
  }

  /**
   * Adds an ARRAY of DOUBLE to the rows: phi_j of every term in order, and last phi_0.
   *
   * @param roots the trees
   * @param weights the w_t
   */
  static Dataset<Row> add(
      Dataset<Row> rows, List<FeatureTerm> terms, List<Node> roots, double[] weights, String name) {
    Tree[] trees = new Tree[roots.size()];
    for (int t = 0; t < trees.length; t++) {
      trees[t] = Tree.of(roots.get(t), weights[t]);
    }
    int[] columns =
        terms.stream().mapToInt(term -> rows.schema().fieldIndex(term.column())).toArray();
    return rows.mapPartitions(
        new TreePaths(terms.toArray(FeatureTerm[]::new), columns, trees),
        Encoders.row(rows.schema().add(name, new ArrayType(DataTypes.DoubleType, false))));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        return widened(rows.next());
      }
    };
  }

  private Row widened(Row row) {
    double[] x = new double[terms.length];
    for (int j = 0; j < x.length; j++) {
      x[j] = terms[j].of((Double) row.get(columns[j]));
    }
    double[] found = new double[x.length + 1];
    for (Tree tree : trees) {
      tree.add(x, found);
    }
    Object[] cells = new Object[row.length() + 1];
    for (int c = 0; c < row.length(); c++) {
      cells[c] = row.get(c);
    }
    cells[row.length()] = ArraySeq.unsafeWrapArray(found);
    return RowFactory.create(cells);
  }
}
