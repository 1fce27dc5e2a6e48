package io.dealrank.jobs;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dealrank.features.DealrankException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Publishes an export so that no reader ever sees half of one: rows are written aside into {@code
 * data/}, then the manifest, then {@code _SUCCESS}, then the folder gets its name {@code
 * v=<date>-<run>} by one rename and {@code CURRENT} is flipped to it last. What a killed run left
 * aside is removed by the next.
 */
final class Publication {
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String STAGING = ".staging-";
  private static final String DATA = "data";

  private final String folder;
  private final SparkSession spark;
  private final Instant publishedAt;

  Publication(String folder, SparkSession spark, Instant publishedAt) {
    this.folder = folder;
    this.spark = spark;
    this.publishedAt = publishedAt;
  }

  /** Publishes the rows and returns the manifest. */
  Map<String, Object> publish(Dataset<Row> rows, String entity, LocalDate day, String format) {
    String version = "v=" + day + "-" + RUN.format(publishedAt);
    Path root = new Path(folder);
    Path staging = new Path(root, STAGING + version);
    try {
      FileSystem files = root.getFileSystem(spark.sessionState().newHadoopConf());
      removeLeftovers(files, root);
      rows.write()
          .format(format)
          .option("ignoreNullFields", "false")
          .save(files.makeQualified(new Path(staging, DATA)).toString());
      Map<String, Object> manifest = manifest(files, staging, rows, entity, day, format);
      manifest.put("version", version);
      write(files, new Path(staging, "manifest.json"), json(manifest));
      write(files, new Path(staging, "_SUCCESS"), "");
      if (!files.rename(staging, new Path(root, version))) {
        throw new DealrankException(
            "export " + version + " could not get its name in " + folder + ".",
            "A folder of that name is there, or the file system refused the rename.",
            "Look at the folder and run again; the export that CURRENT names is untouched.");
      }
      new Pointer(folder, spark.sessionState().newHadoopConf()).flip(version);
      return manifest;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void removeLeftovers(FileSystem files, Path root) throws IOException {
    files.mkdirs(root);
    for (FileStatus entry : files.listStatus(root)) {
      if (entry.getPath().getName().startsWith(STAGING)) {
        files.delete(entry.getPath(), true);
      }
    }
  }

  private Map<String, Object> manifest(
      FileSystem files,
      Path staging,
      Dataset<Row> rows,
      String entity,
      LocalDate day,
      String format)
      throws IOException {
    List<Map<String, Object>> parts = new ArrayList<>();
    FileStatus[] entries = files.listStatus(new Path(staging, DATA));
    Arrays.sort(entries);
    for (FileStatus entry : entries) {
      if (entry.getPath().getName().startsWith("part-")) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("file", DATA + "/" + entry.getPath().getName());
        part.put("bytes", entry.getLen());
        part.put("sha256", sha256(files, entry.getPath()));
        parts.add(part);
      }
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("entity", entity);
    manifest.put("key", "entity_id");
    manifest.put("date", day.toString());
    manifest.put("as_of", day.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
    manifest.put("published_at", publishedAt.toString());
    manifest.put("format", format);
    manifest.put(
        "rows",
        spark
            .read()
            .schema(rows.schema())
            .format(format)
            .load(files.makeQualified(new Path(staging, DATA)).toString())
            .count());
    manifest.put("schema", schema(rows));
    manifest.put("files", parts);
    manifest.put("code_version", CodeVersion.text());
    return manifest;
  }

  private static List<Map<String, Object>> schema(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields())
        .map(
            field -> {
              Map<String, Object> column = new LinkedHashMap<>();
              column.put("name", field.name());
              column.put("type", field.dataType().simpleString());
              column.put("meaning", field.getComment().getOrElse(() -> ""));
              return column;
            })
        .toList();
  }

  private static String sha256(FileSystem files, Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(files.open(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String json(Map<String, Object> manifest) throws IOException {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(manifest);
  }

  private static void write(FileSystem files, Path file, String text) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
