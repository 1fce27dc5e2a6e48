package io.dealrank.evaluation.position;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The cells of one group, packed: impressions and contacts at each position it was shown at.
 *
 * @param block of the jackknife, below {@link PairCounts#BLOCKS}
 * @param positions from 0, each once
 * @param impressions n_k, at least 1
 * @param contacts c_k, in [0, n_k]
 */
record GroupCells(int block, int[] positions, double[] impressions, double[] contacts)
    implements Serializable {

  /** From a row of block and cells of position (from 1), impressions and contacts. */
  static GroupCells of(Row row) {
    List<Row> cells = row.getList(1);
    int[] positions = new int[cells.size()];
    double[] impressions = new double[cells.size()];
    double[] contacts = new double[cells.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = cells.get(i).getInt(0) - 1;
      impressions[i] = cells.get(i).getLong(1);
      contacts[i] = cells.get(i).getLong(2);
    }
    return new GroupCells(row.getInt(0), positions, impressions, contacts);
  }

  /** Whether the group says anything of the curve: several positions and a contact. */
  boolean compares() {
    return positions.length > 1 && Arrays.stream(contacts).anyMatch(c -> c > 0);
  }
}
