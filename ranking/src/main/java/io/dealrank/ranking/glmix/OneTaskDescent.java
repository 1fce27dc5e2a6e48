package io.dealrank.ranking.glmix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The descent where one partition holds all rows: one task places them and runs all passes, since a
 * job per update would cost more than the update.
 */
final class OneTaskDescent implements Descent {
  private final GlmixSettings settings;
  private final TrainingRows training;
  private final GlmixModel initial;
  private final JavaRDD<Row>[] older;
  private final JavaRDD<BlockFit> fit;
  private List<GlmixStep> history = List.of();

  /**
   * @param initial model whose coefficients are the prior and the start; null: none
   */
  @SuppressWarnings("unchecked")
  OneTaskDescent(GlmixSettings settings, TrainingRows training, GlmixModel initial) {
    this.settings = settings;
    this.training = training;
    this.initial = initial;
    RowLayout layout = training.layout();
    int parts = layout.parts.length;
    older = new JavaRDD[parts];
    FixedEffect[] effects = new FixedEffect[parts];
    int own = training.home();
    JavaRDD<OneBlock> block =
        training.arranged(false).mapPartitions(rows -> one(OneBlock.of(layout, rows, own)), true);
    for (int k = 0; k < parts; k++) {
      Coordinate c = settings.coordinates().get(k);
      if (c.isFixed()) {
        effects[k] = FixedEffect.of(k, settings, layout.parts[k].size, initial);
      } else {
        older[k] = older(c);
        block = withPriors(block, k, c);
      }
    }
    GlmixSettings told = settings;
    fit =
        block
            .map(rows -> new BlockDescent(told, layout, rows, effects).run())
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Whether the rows of a fit are such that one task does it. */
  static boolean suits(GlmixSettings settings, TrainingRows training) {
    return training.layout().partitions == 1 && training.home() >= 0 && !settings.listwise();
  }

  private JavaRDD<Row> older(Coordinate c) {
    return initial == null || initial.entities(c.name()) == null
        ? null
        : initial.entities(c.name()).javaRDD().coalesce(1);
  }

  private JavaRDD<OneBlock> withPriors(JavaRDD<OneBlock> block, int k, Coordinate c) {
    int size = training.layout().parts[k].size;
    double forgetting = settings.forgetting();
    if (older[k] == null) {
      return block.map(rows -> withPriors(rows, k, c, null, size, forgetting));
    }
    return block.zipPartitions(
        older[k], (blocks, rows) -> one(withPriors(blocks.next(), k, c, rows, size, forgetting)));
  }

  private static OneBlock withPriors(
      OneBlock block, int k, Coordinate c, Iterator<Row> older, int size, double forgetting) {
    if (block.home.isSound()) {
      block.priors[k] =
          older == null
              ? EntityPriors.of(block.groups[k], c)
              : EntityPriors.of(block.groups[k], c, older, size, forgetting);
    }
    return block;
  }

  @Override
  public List<Fitted> run() {
    BlockFit found = fit.map(BlockFit::summary).first();
    RowLayout layout = training.layout();
    GlmixErrors.refuseValues(settings, layout, found.notFinite, found.otherSizes);
    history = found.history(settings.coordinates());
    List<Fitted> fitted = new ArrayList<>();
    for (int k = 0; k < layout.parts.length; k++) {
      Coordinate c = settings.coordinates().get(k);
      if (!c.isFixed()) {
        fitted.add(new Fitted(null, null, entities(k, layout.parts[k].size)));
      } else {
        fitted.add(
            new Fitted(
                found.coefficients[k],
                c.locked() ? initial.fixed(c.name()).variances() : found.variances[k],
                null));
      }
    }
    return fitted;
  }

  private JavaRDD<Row> entities(int k, int size) {
    if (older[k] == null) {
      return fit.flatMap(found -> found.learnt(k, size));
    }
    return fit.zipPartitions(
        older[k],
        (found, rows) -> {
          BlockFit of = found.next();
          return Stream.concat(stream(of.learnt(k, size)), stream(of.untouched(k, rows)))
              .iterator();
        });
  }

  private static Stream<Row> stream(Iterator<Row> rows) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
  }

  @Override
  public List<GlmixStep> history() {
    return history;
  }

  @Override
  public void close() {
    var unused = fit.unpersist(false);
  }

  private static <T> Iterator<T> one(T only) {
    return Collections.singleton(only).iterator();
  }
}
