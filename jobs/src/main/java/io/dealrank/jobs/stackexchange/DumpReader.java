package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.Encoders.row;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a file of an unpacked dump: UTF-8, one {@code <row .../>} element per line, as published
 * for every Stack Exchange site. Lines are split among tasks like any text file, whatever the size
 * of the file; a task holds one line at a time.
 */
public final class DumpReader {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] SEVEN_ZIP = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c};
  private static final byte[] BZIP2 = {'B', 'Z', 'h'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private DumpReader() {}

  /**
   * The rows and the malformed lines of a file.
   *
   * @param folder the unpacked dump
   * @throws IllegalArgumentException when the file is absent or still packed
   */
  public static DumpRows read(SparkSession spark, Path folder, DumpFile file) {
    Path path = new Path(folder, file.fileName());
    checkReadable(path, spark);
    MapPartitionsFunction<String, Row> parse =
        lines -> {
          LineParser parser = new LineParser(file);
          return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, 0), false)
              .map(parser::parse)
              .flatMap(Optional::stream)
              .iterator();
        };
    Dataset<String> lines = spark.read().textFile(path.toString());
    return new DumpRows(file, lines.mapPartitions(parse, row(LineParser.schema(file))));
  }

  private static void checkReadable(Path path, SparkSession spark) {
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (!files.exists(path)) {
        Optional<Path> packed = packedSibling(files, path);
        if (packed.isPresent()) {
          throw DumpErrors.packed(packed.get(), "by its name");
        }
        throw DumpErrors.missing(path);
      }
      try (FSDataInputStream in = files.open(path)) {
        byte[] start = in.readNBytes(SEVEN_ZIP.length);
        Optional<String> format = packedFormat(start);
        if (format.isPresent()) {
          throw DumpErrors.packed(path, format.get());
        }
      }
    } catch (IOException cause) {
      throw DumpErrors.unreadable(path, cause);
    }
  }

  private static Optional<Path> packedSibling(FileSystem files, Path path) throws IOException {
    if (!files.exists(path.getParent())) {
      return Optional.empty();
    }
    String name = path.getName().toLowerCase(Locale.ROOT);
    for (FileStatus sibling : files.listStatus(path.getParent())) {
      String other = sibling.getPath().getName().toLowerCase(Locale.ROOT);
      boolean sameFile = other.startsWith(name + ".");
      if (other.endsWith(".7z") || (sameFile && other.matches(".*\\.(gz|bz2|zip|xz|zst)"))) {
        return Optional.of(sibling.getPath());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> packedFormat(byte[] start) {
    if (startsWith(start, GZIP)) {
      return Optional.of("gzip");
    }
    if (startsWith(start, SEVEN_ZIP)) {
      return Optional.of("7z");
    }
    if (startsWith(start, BZIP2)) {
      return Optional.of("bzip2");
    }
    return startsWith(start, ZIP) ? Optional.of("zip") : Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, byte[] signature) {
    return bytes.length >= signature.length
        && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
  }
}
