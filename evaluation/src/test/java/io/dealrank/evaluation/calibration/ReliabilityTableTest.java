package io.dealrank.evaluation.calibration;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ReliabilityTableTest {
  @Test
  void a_segment_has_the_curve_of_its_arrays(SparkSession spark) {
    Random random = new Random(7);
    double[] p = random.doubles(400).toArray();
    p[0] = 1;
    int[] labels = random.ints(400, 0, 2).toArray();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      rows.add(RowFactory.create("shown", p[i], labels[i]));
      rows.add(RowFactory.create("other", 1 - p[i], labels[i]));
    }
    rows.add(RowFactory.create("shown", null, 1));
    rows.add(RowFactory.create("shown", 0.5, null));
    List<Row> table =
        ReliabilityTable.of(
                spark.createDataFrame(
                    rows, StructType.fromDDL("segment STRING, p DOUBLE, label INT")),
                col("p"),
                col("label"),
                col("segment"),
                10)
            .filter("segment = 'shown'")
            .collectAsList();

    ReliabilityCurve curve = ReliabilityTable.curve(table);
    ReliabilityCurve expected = ReliabilityCurve.ofEqualWidth(p, labels, 10);

    assertThat(curve.bins())
        .extracting(ReliabilityBin::count)
        .isEqualTo(expected.bins().stream().map(ReliabilityBin::count).toList());
    assertThat(curve.expectedError()).isCloseTo(expected.expectedError(), within(1e-12));
    assertThat(curve.brierParts().brierScore()).isCloseTo(BrierScore.of(p, labels), within(1e-12));
  }
}
