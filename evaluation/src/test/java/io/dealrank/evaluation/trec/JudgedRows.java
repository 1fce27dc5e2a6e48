package io.dealrank.evaluation.trec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of TREC files as one table: query, listing, label, position, and a score per run. */
final class JudgedRows {
  private static final int SCORES = 4;

  private final Map<List<String>, Object[]> rows = new LinkedHashMap<>();
  private final int runs;

  JudgedRows(int runs) {
    this.runs = runs;
  }

  static JudgedRows of(Path qrels, List<Path> runs) throws IOException {
    JudgedRows rows = new JudgedRows(runs.size());
    for (String line : Files.readAllLines(qrels)) {
      if (!line.isBlank()) {
        rows.judge(line);
      }
    }
    for (int run = 0; run < runs.size(); run++) {
      for (String line : Files.readAllLines(runs.get(run))) {
        if (!line.isBlank()) {
          rows.score(run, line);
        }
      }
    }
    return rows;
  }

  /** The columns, named as {@link #table} names them. */
  JudgedTable columns(boolean position) {
    List<String> scores = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      scores.add("score." + run);
    }
    return new JudgedTable(
        "query_id", "listing_id", "label", scores, position ? "position" : null, false);
  }

  /** The rows in random order. */
  Dataset<Row> table(SparkSession spark, Random random) {
    StructType schema =
        new StructType()
            .add("query_id", DataTypes.StringType)
            .add("listing_id", DataTypes.StringType)
            .add("label", DataTypes.IntegerType)
            .add("position", DataTypes.IntegerType);
    for (int run = 0; run < runs; run++) {
      schema = schema.add("score." + run, DataTypes.DoubleType);
    }
    List<Row> shuffled = new ArrayList<>();
    rows.values().forEach(cells -> shuffled.add(RowFactory.create(cells)));
    Collections.shuffle(shuffled, random);
    return spark.createDataFrame(shuffled, schema).repartition(1 + random.nextInt(5));
  }

  private void judge(String line) {
    String[] fields = line.strip().split("\\s+");
    cells(fields[0], fields[2])[2] = Integer.valueOf(fields[3]);
  }

  private void score(int run, String line) {
    String[] fields = line.strip().split("\\s+");
    Object[] cells = cells(fields[0], fields[2]);
    cells[SCORES + run] = Double.valueOf(fields[4]);
    if (fields[3].matches("\\d+")) {
      cells[3] = Integer.valueOf(fields[3]);
    }
  }

  private Object[] cells(String query, String listing) {
    Object[] cells =
        rows.computeIfAbsent(List.of(query, listing), key -> new Object[SCORES + runs]);
    cells[0] = query;
    cells[1] = listing;
    return cells;
  }
}
