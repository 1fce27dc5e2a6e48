package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class TreePathsTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  /** Spark's own nodes, walked one by one. */
  @Test
  void a_term_is_the_sum_of_the_steps_that_its_feature_decides(SparkSession spark) {
    Dataset<Row> table = Impressions.table(spark, Impressions.random(300, SEED));
    GradientBoostedTreesRanker ranker = new GradientBoostedTreesRanker().setMaxIter(4);
    ranker.setFeatureColumns("a", "b", "noise");
    GradientBoostedTreesRankingModel model = (GradientBoostedTreesRankingModel) ranker.fit(table);
    GBTClassificationModel trees = model.classifier();
    List<FeatureTerm> entries = model.assembler().entries();

    for (Row row : model.withTerms(table.repartition(3), "terms").collectAsList()) {
      Vector x =
          Vectors.dense(entries.stream().mapToDouble(e -> e.of(row.getAs(e.column()))).toArray());
      Map<String, Double> expected = new TreeMap<>();
      for (int t = 0; t < trees.treeWeights().length; t++) {
        double scale = 2 * trees.treeWeights()[t];
        Node node = trees.trees()[t].rootNode();
        expected.merge("(INTERCEPT)", scale * node.prediction(), Double::sum);
        while (node instanceof InternalNode inner) {
          Node next = inner.split().shouldGoLeft(x) ? inner.leftChild() : inner.rightChild();
          expected.merge(
              entries.get(inner.split().featureIndex()).title(),
              scale * (next.prediction() - node.prediction()),
              Double::sum);
          node = next;
        }
      }
      Map<String, Double> terms = row.getJavaMap(row.fieldIndex("terms"));
      expected.forEach(
          (name, value) ->
              assertThat(terms.getOrDefault(name, 0.0))
                  .as("%s, seed %d", name, SEED)
                  .isCloseTo(value, within(1e-12)));
      assertThat(expected.keySet()).containsAll(terms.keySet());
    }
  }
}
