package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The training rows where they stay: at home the labels and the features of the fixed effects and
 * of the random effect that is at home; the features of every other random effect in the partitions
 * of its entities. Between them only arrays of numbers per row move ({@link Exchange}).
 */
final class PlacedRows {
  private static final StorageLevel STORED = StorageLevel.MEMORY_AND_DISK();

  private final GlmixSettings settings;
  private final TrainingRows training;
  private final GlmixModel initial;
  private final List<JavaRDD<?>> stored = new ArrayList<>();
  private final JavaRDD<HomeBlock> home;
  private final JavaRDD<AwayBlock>[] away;
  private final JavaRDD<EntityPriors>[] priors;

  /** Rows of {@link EntityTable} of the initial model where their entities learn; null: none. */
  private final JavaRDD<Row>[] older;

  /**
   * Puts the rows in place.
   *
   * @param initial model whose coefficients are the prior; null: none
   */
  @SuppressWarnings("unchecked")
  PlacedRows(GlmixSettings settings, TrainingRows training, GlmixModel initial) {
    this.settings = settings;
    this.training = training;
    this.initial = initial;
    RowLayout layout = training.layout();
    int parts = layout.parts.length;
    away = new JavaRDD[parts];
    priors = new JavaRDD[parts];
    older = new JavaRDD[parts];
    int own = training.home();
    JavaRDD<Row> rows = training.arranged(settings.listwise());
    home =
        keep(rows.mapPartitions(part -> one(HomeBlock.of(ParsedRows.of(layout, part), own)), true));
    long[][] refused =
        home.map(block -> new long[][] {block.notFinite, block.otherSizes})
            .treeReduce(PlacedRows::plus, 2);
    GlmixErrors.refuseValues(settings, layout, refused[0], refused[1]);
    for (int k = 0; k < parts; k++) {
      if (coordinate(k).isFixed()) {
        continue;
      }
      if (!atHome(k)) {
        away[k] = keep(sent(rows, layout, k));
      }
      priors[k] = keep(priors(k));
    }
  }

  private static JavaRDD<AwayBlock> sent(JavaRDD<Row> rows, RowLayout layout, int k) {
    RowLayout.Part part = layout.parts[k];
    return rows.mapPartitionsWithIndex(
            (p, part1) -> Chunk.of(p, ParsedRows.of(layout, part1), k).iterator(), true)
        .mapToPair(chunk -> chunk)
        .partitionBy(new HashPartitioner(layout.partitions))
        .values()
        .mapPartitions(chunks -> one(AwayBlock.of(part, chunks)), true);
  }

  private static long[][] plus(long[][] a, long[][] b) {
    for (int m = 0; m < a.length; m++) {
      for (int k = 0; k < a[m].length; k++) {
        a[m][k] += b[m][k];
      }
    }
    return a;
  }

  private JavaRDD<EntityPriors> priors(int k) {
    Coordinate c = coordinate(k);
    if (initial == null || initial.entities(c.name()) == null) {
      return groups(k).map(block -> EntityPriors.of(block, c));
    }
    older[k] =
        initial
            .entities(c.name())
            .repartitionById(partitions(), TrainingRows.partition(col("entity"), partitions()))
            .javaRDD();
    int size = size(k);
    double forgetting = settings.forgetting();
    return groups(k)
        .zipPartitions(
            older[k],
            (blocks, rows) -> one(EntityPriors.of(blocks.next(), c, rows, size, forgetting)));
  }

  GlmixSettings settings() {
    return settings;
  }

  int parts() {
    return away.length;
  }

  Coordinate coordinate(int k) {
    return settings.coordinates().get(k);
  }

  /** Number of features of a coordinate. */
  int size(int k) {
    return training.layout().parts[k].size;
  }

  private int partitions() {
    return training.layout().partitions;
  }

  private boolean atHome(int k) {
    return k == training.home();
  }

  JavaRDD<HomeBlock> home() {
    return home;
  }

  JavaRDD<EntityBlock> groups(int k) {
    return atHome(k) ? home.map(block -> block.own) : away[k].map(block -> block.groups);
  }

  /** Groups of a random effect with their priors. */
  JavaRDD<Tuple2<EntityBlock, EntityPriors>> problems(int k) {
    return groups(k).zip(priors[k]).map(pair -> new Tuple2<>(pair._1(), pair._2()));
  }

  /** The rows of what was learnt, and the older ones of entities that learnt nothing. */
  JavaRDD<Row> withUntouched(int k, JavaRDD<Row> learnt) {
    return older[k] == null
        ? learnt
        : learnt.union(
            groups(k)
                .zipPartitions(older[k], (blocks, rows) -> blocks.next().withoutLearning(rows)));
  }

  /** Numbers per row at home, brought to where the entities of a random effect are. */
  JavaRDD<double[][]> toEntities(int k, JavaRDD<double[][]> atHome, int quantities) {
    return atHome(k) ? atHome : Exchange.away(home, atHome, away[k], k, partitions(), quantities);
  }

  /** {@code x . w} of every row at home, computed where the entities are. */
  JavaRDD<double[]> scoresAtHome(int k, JavaRDD<double[]> coefficients) {
    return scoresAtHome(k, coefficients, true);
  }

  /** {@code x . d} of every row at home, for a change d of the coefficients that are learnt. */
  JavaRDD<double[]> changesAtHome(int k, JavaRDD<double[]> changes) {
    return scoresAtHome(k, changes, false);
  }

  private JavaRDD<double[]> scoresAtHome(
      int k, JavaRDD<double[]> coefficients, boolean withCarried) {
    // A hash map travels with any serializer.
    HashMap<String, double[]> sent = new HashMap<>(ofHot(k, coefficients, withCarried));
    JavaRDD<double[][]> own =
        groups(k).zip(coefficients).map(pair -> new double[][] {pair._1().scores(pair._2(), sent)});
    JavaRDD<double[][]> there =
        atHome(k) ? own : Exchange.home(home, own, away[k], k, partitions(), 1);
    return there.map(scores -> scores[0]);
  }

  private Map<String, double[]> ofHot(int k, JavaRDD<double[]> coefficients, boolean withCarried) {
    HashMap<String, Long> hot = new HashMap<>(training.layout().parts[k].hot);
    if (hot.isEmpty()) {
      return Map.of();
    }
    int size = size(k);
    return problems(k)
        .zip(coefficients)
        .map(
            pair ->
                RandomEffect.ofHot(
                    pair._1()._1(),
                    withCarried ? pair._1()._2().carried : null,
                    pair._2(),
                    hot,
                    size))
        .treeReduce(
            (TreeMap<String, double[]> a, TreeMap<String, double[]> b) -> {
              a.putAll(b);
              return a;
            },
            2);
  }

  /** Keeps an RDD in memory, or on disk, until it is released or everything is. */
  <T> JavaRDD<T> keep(JavaRDD<T> rdd) {
    JavaRDD<T> kept = rdd.persist(STORED);
    stored.add(kept);
    return kept;
  }

  void release(JavaRDD<?> rdd) {
    if (rdd != null && stored.remove(rdd)) {
      var unused = rdd.unpersist(false);
    }
  }

  void close() {
    stored.forEach(rdd -> rdd.unpersist(false));
    stored.clear();
  }

  private static <T> Iterator<T> one(T only) {
    return Collections.singleton(only).iterator();
  }
}
