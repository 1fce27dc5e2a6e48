package io.dealrank.ranking;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Versions of models in a folder of any Hadoop file system:
 *
 * <pre>
 * root/20260101-1/provenance.json   where the model comes from
 * root/20260101-1/model/            the model, as spark.ml saves it
 * root/20260101-1/...               further files about the model, as the caller names them
 * root/latest                       name of the version saved last
 * root/.staging-...                 a save in progress, or one that was killed: safe to delete
 * </pre>
 *
 * <p>A version is written to a staging folder, then renamed: readers see all of it or nothing. The
 * pointer is written last and replaced by a rename. A save that fails leaves versions and pointer
 * as they were; one that fails at the pointer leaves a whole version the pointer does not name yet.
 *
 * <p>Renames are atomic on HDFS and local disks; on an object store without them use one writer.
 */
public final class ModelStore {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final String LATEST = "latest";
  private static final String MODEL = "model";
  private static final String PROVENANCE = "provenance.json";

  private final Path root;
  private final Configuration configuration;

  /** A store in a folder, made by the first save. */
  public ModelStore(Path root, Configuration configuration) {
    this.root = root;
    this.configuration = configuration;
  }

  /**
   * Saves the model as the version its provenance names and points {@code latest} to it.
   *
   * @throws IllegalArgumentException if the version cannot name a folder
   * @throws IllegalStateException if the version exists, or the file system refuses a rename
   */
  public void save(RankingModel model, ModelProvenance provenance) throws IOException {
    save(model, provenance, Map.of());
  }

  /**
   * Saves a model with further texts about it, by file name: what it was selected from, what was
   * estimated on the way.
   *
   * @throws IllegalArgumentException if the version cannot name a folder
   * @throws IllegalStateException if the version exists, or the file system refuses a rename
   */
  public void save(RankingModel model, ModelProvenance provenance, Map<String, String> texts)
      throws IOException {
    FileSystem files = root.getFileSystem(configuration);
    Path target = folder(provenance.version());
    if (files.exists(target)) {
      throw RankingErrors.versionExists(provenance.version(), root);
    }
    files.mkdirs(root);
    Path staging = new Path(root, ".staging-" + provenance.version() + "-" + UUID.randomUUID());
    try {
      model.save(new Path(files.makeQualified(staging), MODEL).toString());
      write(files, new Path(staging, PROVENANCE), provenance.toJson());
      for (Map.Entry<String, String> text : texts.entrySet()) {
        write(files, new Path(staging, text.getKey()), text.getValue());
      }
      if (files.exists(target)) {
        throw RankingErrors.versionExists(provenance.version(), root);
      }
      if (!files.rename(staging, target)) {
        throw RankingErrors.renameFailed(staging, target);
      }
    } finally {
      files.delete(staging, true);
    }
    pointLatestTo(provenance.version());
  }

  /** The saved versions in the order of their names; empty when the folder does not exist. */
  public List<String> versions() throws IOException {
    FileSystem files = root.getFileSystem(configuration);
    FileStatus[] entries;
    try {
      entries = files.listStatus(root);
    } catch (FileNotFoundException absent) {
      return List.of();
    }
    return Arrays.stream(entries)
        .filter(FileStatus::isDirectory)
        .map(entry -> entry.getPath().getName())
        .filter(name -> VERSION.matcher(name).matches())
        .sorted()
        .toList();
  }

  /** The version saved last; empty when none was. */
  public Optional<String> latest() throws IOException {
    FileSystem files = root.getFileSystem(configuration);
    try {
      return Optional.of(read(files, new Path(root, LATEST)).strip());
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }

  /**
   * Loads a version's model.
   *
   * @throws IllegalArgumentException if there is no such version, with the closest one
   */
  public RankingModel load(String version) throws IOException {
    FileSystem files = root.getFileSystem(configuration);
    return RankingModel.load(files.makeQualified(new Path(existing(version), MODEL)).toString());
  }

  /**
   * Loads a version's provenance.
   *
   * @throws IllegalArgumentException if there is no such version, with the closest one
   */
  public ModelProvenance provenance(String version) throws IOException {
    return ModelProvenance.fromJson(
        read(root.getFileSystem(configuration), new Path(existing(version), PROVENANCE)));
  }

  private void pointLatestTo(String version) throws IOException {
    FileSystem files = root.getFileSystem(configuration);
    Path staging = new Path(root, ".latest-" + UUID.randomUUID());
    try {
      write(files, staging, version + "\n");
      FileContext.getFileContext(files.getUri(), configuration)
          .rename(
              files.makeQualified(staging),
              files.makeQualified(new Path(root, LATEST)),
              Options.Rename.OVERWRITE);
    } finally {
      files.delete(staging, false);
    }
  }

  private Path existing(String version) throws IOException {
    Path folder = folder(version);
    if (!root.getFileSystem(configuration).exists(folder)) {
      throw RankingErrors.unknownVersion(version, root, versions());
    }
    return folder;
  }

  private Path folder(String version) {
    if (!VERSION.matcher(version).matches() || version.equals(LATEST)) {
      throw RankingErrors.badVersion(version);
    }
    return new Path(root, version);
  }

  private static void write(FileSystem files, Path path, String text) throws IOException {
    try (OutputStream out = files.create(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
