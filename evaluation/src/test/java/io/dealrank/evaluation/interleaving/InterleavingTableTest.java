package io.dealrank.evaluation.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.significance.ClusteredMean;
import io.dealrank.evaluation.significance.Clusters;
import io.dealrank.evaluation.significance.SignTest;
import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class InterleavingTableTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("search", DataTypes.StringType)
          .add("team", DataTypes.StringType)
          .add("contacts", DataTypes.IntegerType)
          .add("searcher", DataTypes.StringType);
  private static final InterleavingTable COLUMNS =
      new InterleavingTable("search", "team", "contacts", "searcher", false);

  @Test
  void equals_the_functions_on_arrays(SparkSession spark) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    int searches = 300;
    double[] outcomes = new double[searches];
    String[] searchers = new String[searches];
    long[] counts = new long[4];
    for (int search = 0; search < searches; search++) {
      String searcher = random.nextInt(10) == 0 ? null : "e" + random.nextInt(40);
      searchers[search] = searcher;
      int a = 0;
      int b = 0;
      for (int listing = 0; listing < 1 + random.nextInt(6); listing++) {
        boolean ofA = random.nextBoolean();
        Integer contacts =
            switch (random.nextInt(5)) {
              case 0 -> 1;
              case 1 -> ofA ? 0 : 2;
              case 2 -> null;
              default -> 0;
            };
        a += ofA && contacts != null ? contacts : 0;
        b += !ofA && contacts != null ? contacts : 0;
        rows.add(RowFactory.create("q" + search, ofA ? "a" : " B ", contacts, searcher));
      }
      outcomes[search] = Integer.signum(b - a) / 2.0;
      counts[1 + Integer.signum(b - a)]++;
      counts[3] += a + b == 0 ? 1 : 0;
    }
    Dataset<Row> table = spark.createDataFrame(rows, SCHEMA).repartition(3);
    assertThat(COLUMNS.inspect(table).faults()).isEmpty();
    InterleavingTable.ReadOut readOut = COLUMNS.read(table, 0.95);
    assertThat(readOut.searches()).isEqualTo(searches);
    assertThat(readOut.withoutContact()).isEqualTo(counts[3]);
    assertThat(readOut.torn()).isNull();
    assertThat(readOut.preference())
        .as("seed %d", seed)
        .isEqualTo(Preference.of(counts[2], counts[1], counts[0], 0.95));
    ClusteredMean expected = ClusteredMean.of(outcomes, Clusters.of(searchers), 0.95);
    ClusteredPreference clustered = readOut.clustered();
    assertThat(clustered.searchers()).isEqualTo(expected.clusters());
    assertThat(clustered.interval().low())
        .as("seed %d", seed)
        .isCloseTo(expected.interval().low(), within(1e-12));
    assertThat(clustered.p()).as("seed %d", seed).isCloseTo(expected.p(), within(1e-9));
    assertThat(clustered.signTest()).as("seed %d", seed).isEqualTo(signs(outcomes, searchers));
    assertThat(readOut.preference().delta()).isCloseTo(expected.mean(), within(1e-12));
  }

  @Test
  void a_search_of_two_searchers_is_named(SparkSession spark) {
    Dataset<Row> table =
        spark.createDataFrame(
            List.of(
                RowFactory.create("2", "a", 1, "x"),
                RowFactory.create("2", "b", 1, "y"),
                RowFactory.create("1", "a", 1, "x"),
                RowFactory.create("1", "b", 1, null)),
            SCHEMA);
    assertThat(COLUMNS.read(table, 0.95).torn()).isEqualTo("1");
    assertThat(COLUMNS.read(table.filter("search = '2'"), 0.95).torn()).isEqualTo("2");
  }

  private static SignTest signs(double[] outcomes, String[] searchers) {
    Map<String, Double> net = new TreeMap<>();
    for (int i = 0; i < outcomes.length; i++) {
      net.merge(searchers[i] == null ? "alone " + i : searchers[i], outcomes[i], Double::sum);
    }
    return SignTest.of(net.values().stream().mapToDouble(sum -> sum).toArray());
  }
}
