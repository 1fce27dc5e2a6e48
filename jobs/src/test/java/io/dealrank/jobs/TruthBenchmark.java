package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;

import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.testing.LocalSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * The true uplift of the model of a finished quickstart, to set beside what its report estimates
 * from outcomes: DCG of the true deal probabilities, over all test lists in both orders. Arguments:
 * the output folder of the quickstart, the vertical file.
 */
public final class TruthBenchmark {
  private TruthBenchmark() {}

  public static void main(String[] arguments) {
    String output = arguments[0];
    VerticalFile file = VerticalFile.read(Path.of(arguments[1]));
    SparkSession spark =
        LocalSpark.builder(4)
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.log.level", "ERROR")
            .getOrCreate();
    Workspace workspace = new Workspace(spark, output + "/" + file.vertical().vertical());
    ModelRuns runs = new ModelRuns(workspace, Instant.EPOCH);
    TestLists lists = TestLists.of(file, TrainCommand.readTrainingSet(workspace, file));
    String target = file.vertical().label().targets().get(0);
    Dataset<Row> truth =
        spark
            .read()
            .parquet(output + "/truth/truth_impressions")
            .select("query_id", "listing_id", "deal_probability");
    Dataset<Row> ranked =
        lists
            .ranked(runs.store(target, runs.current(target, "")), new ArrayList<>())
            .join(truth, new String[] {"query_id", "listing_id"});
    var query = Window.partitionBy("query_id");
    Row sums =
        ranked
            .withColumn(
                "rank",
                row_number().over(query.orderBy(col("model_score").desc(), col("position").asc())))
            .withColumn("best", row_number().over(query.orderBy(col("deal_probability").desc())))
            .agg(
                expr("count(distinct query_id)"),
                expr("sum(deal_probability / log2(1 + position))"),
                expr("sum(deal_probability / log2(1 + rank))"),
                expr("sum(deal_probability / log2(1 + best))"))
            .head();
    System.out.printf(
        "%d lists: true DCG %.4f in production order, %.4f in the model's (%+.1f%%), %.4f at best%n",
        sums.getLong(0),
        sums.getDouble(1) / sums.getLong(0),
        sums.getDouble(2) / sums.getLong(0),
        100 * (sums.getDouble(2) / sums.getDouble(1) - 1),
        sums.getDouble(3) / sums.getLong(0));
    spark.stop();
  }
}
