package io.dealrank.ranking.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * MovieLens-100k as linkedin/gdmix sets it up: the label is rating above 3; 24 features of the user
 * (age / 100, gender, occupation), 20 of the movie (genres, release year / 2000, 0 if missing), and
 * all 44 together.
 */
final class MovieLens {
  private static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.StringType)
          .add("movie", DataTypes.StringType)
          .add("label", DataTypes.DoubleType)
          .add("time", DataTypes.LongType)
          .add("global_features", SQLDataTypes.VectorType())
          .add("movie_features", SQLDataTypes.VectorType())
          .add("user_features", SQLDataTypes.VectorType());

  private static final int GENRES = 19;

  private final Path folder;
  private final Map<String, double[]> users = new HashMap<>();
  private final Map<String, double[]> movies = new HashMap<>();

  MovieLens(Path folder) {
    this.folder = folder;
    List<String> occupations = lines("u.occupation").stream().filter(o -> !o.isBlank()).toList();
    for (String line : lines("u.user")) {
      String[] cells = line.split("\\|");
      double[] x = new double[3 + occupations.size()];
      x[0] = Integer.parseInt(cells[1]) / 100.0;
      x[cells[2].equals("M") ? 1 : 2] = 1;
      x[3 + occupations.indexOf(cells[3])] = 1;
      users.put(cells[0], x);
    }
    for (String line : lines("u.item")) {
      String[] cells = line.split("\\|", -1);
      double[] x = new double[GENRES + 1];
      for (int g = 0; g < GENRES; g++) {
        x[g] = Integer.parseInt(cells[5 + g]);
      }
      String date = cells[2];
      x[GENRES] = date.isEmpty() ? 0 : Integer.parseInt(date.substring(date.length() - 4)) / 2000.0;
      movies.put(cells[0], x);
    }
  }

  /** A file of ratings, for example {@code u1.base}. */
  Dataset<Row> ratings(SparkSession spark, String file) {
    return table(spark, rows(file));
  }

  /** All ratings in the order of time, cut at the given shares. */
  List<Dataset<Row>> byTime(SparkSession spark, double... shares) {
    List<Row> rows = new ArrayList<>(rows("u.data"));
    rows.sort(
        Comparator.<Row>comparingLong(r -> r.getLong(3))
            .thenComparing(r -> r.getString(0))
            .thenComparing(r -> r.getString(1)));
    List<Dataset<Row>> parts = new ArrayList<>();
    int from = 0;
    double sum = 0;
    for (double share : shares) {
      sum += share;
      int to = (int) Math.round(sum * rows.size());
      parts.add(table(spark, rows.subList(from, to)));
      from = to;
    }
    return parts;
  }

  private List<Row> rows(String file) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines(file)) {
      String[] cells = line.split("\t");
      double[] user = users.get(cells[0]);
      double[] movie = movies.get(cells[1]);
      double[] all = new double[user.length + movie.length];
      System.arraycopy(user, 0, all, 0, user.length);
      System.arraycopy(movie, 0, all, user.length, movie.length);
      rows.add(
          RowFactory.create(
              cells[0],
              cells[1],
              Integer.parseInt(cells[2]) > 3 ? 1.0 : 0.0,
              Long.parseLong(cells[3]),
              sparse(all),
              sparse(movie),
              sparse(user)));
    }
    return rows;
  }

  private static Vector sparse(double[] x) {
    return Vectors.dense(x).toSparse();
  }

  private static Dataset<Row> table(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(folder.resolve(file), StandardCharsets.ISO_8859_1).stream()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
