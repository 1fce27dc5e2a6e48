package io.dealrank.ranking;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.RabitTracker;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Grows trees on arranged rows, one worker per partition. A worker holds its rows in native memory:
 * about 8 bytes per row and entry of the vector, and as much again while they are binned. Several
 * workers sum their histograms through XGBoost's own tracker, started here for one training, and
 * must run at once: a barrier stage.
 *
 * @param parameters of XGBoost, by its names
 * @param rounds number of trees
 * @param grouped whether the rows of a query are a list to be ordered
 * @param hasOffset whether rows have an offset
 */
record XgboostTraining(
    Map<String, Object> parameters, int rounds, boolean grouped, boolean hasOffset)
    implements Serializable {

  /** The trees; {@code host} is where workers reach this process. */
  XgboostTrees run(JavaRDD<Row> rows, String host) {
    int workers = rows.getNumPartitions();
    return new XgboostTrees(
        workers == 1
            ? rows.mapPartitions(part -> List.of(grow(part)).iterator()).first()
            : together(rows.rdd(), workers, host));
  }

  private byte[] together(RDD<Row> rows, int workers, String host) {
    RabitTracker tracker =
        XgboostTrees.call("start its tracker", () -> new RabitTracker(workers, host));
    try {
      Map<String, Object> contact =
          XgboostTrees.call(
              "start its tracker",
              () -> {
                tracker.start();
                return new HashMap<>(tracker.getWorkerArgs());
              });
      RDD<byte[]> boosters =
          rows.barrier()
              .mapPartitions(
                  (Function1<scala.collection.Iterator<Row>, scala.collection.Iterator<byte[]>>
                          & Serializable)
                      part -> CollectionConverters.asScala(work(part, contact)),
                  false,
                  ClassTag$.MODULE$.apply(byte[].class));
      return boosters.toJavaRDD().reduce((one, other) -> one);
    } finally {
      XgboostTrees.call(
          "stop its tracker",
          () -> {
            tracker.stop();
            return tracker;
          });
    }
  }

  /** What one of several workers returns: the first the trees, which all of them have. */
  private Iterator<byte[]> work(scala.collection.Iterator<Row> rows, Map<String, Object> contact) {
    int partition = TaskContext.getPartitionId();
    Map<String, Object> arguments = new HashMap<>(contact);
    arguments.put("DMLC_TASK_ID", Integer.toString(partition));
    return XgboostTrees.call(
        "train with other workers",
        () -> {
          Communicator.init(arguments);
          try {
            byte[] grown = grow(CollectionConverters.asJava(rows));
            return partition == 0 ? List.of(grown).iterator() : Collections.emptyIterator();
          } finally {
            Communicator.shutdown();
          }
        });
  }

  private byte[] grow(Iterator<Row> rows) {
    return XgboostTrees.call(
        "train",
        () -> {
          XgboostRows points = new XgboostRows(rows, grouped, hasOffset);
          DMatrix matrix = new DMatrix(points, null, Float.NaN);
          try {
            points.describe(matrix);
            Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
            try {
              return booster.toByteArray("ubj");
            } finally {
              booster.dispose();
            }
          } finally {
            matrix.dispose();
          }
        });
  }
}
