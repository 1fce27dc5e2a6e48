package io.dealrank.jobs;

import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.ranking.ModelProvenance;
import io.dealrank.ranking.ModelStore;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.RankingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The models of a vertical: {@code models/<target>/<run>/until-<cut-off>/}. A run is one invocation
 * of train; {@code models/<target>/CURRENT} names the last one that was finished.
 */
final class ModelRuns {
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Workspace workspace;
  private final String run;

  ModelRuns(Workspace workspace, Instant startedAt) {
    this(workspace, RUN.format(startedAt));
  }

  private ModelRuns(Workspace workspace, String run) {
    this.workspace = workspace;
    this.run = run;
  }

  /** The run of one ranker of several that are fitted by one command. */
  ModelRuns of(RankerSpec spec) {
    return of(spec.type());
  }

  /** A run beside this one. */
  ModelRuns of(String name) {
    return new ModelRuns(workspace, run + "-" + name);
  }

  /** Name of this run. */
  String run() {
    return run;
  }

  /** Saves a model with further texts about it, by file name. */
  void save(
      String target, RankingModel model, ModelProvenance provenance, Map<String, String> texts) {
    try {
      store(target, run).save(model, provenance, texts);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes this run the current one of a target. */
  void publish(String target) {
    new Pointer(workspace.models(target), configuration()).flip(run);
  }

  /** The current run of a target. */
  String current(String target, String remedy) {
    return new Pointer(workspace.models(target), configuration())
        .target()
        .orElseThrow(
            () ->
                new DealrankException(
                    "no model for '" + target + "' in " + workspace.models(target) + ".",
                    "Lists are ranked with a trained model.",
                    "Run first: " + remedy + "."));
  }

  /** The store of a run. */
  ModelStore store(String target, String ofRun) {
    return new ModelStore(new Path(workspace.models(target), ofRun), configuration());
  }

  /** A model of a run; refused if the split has changed since. */
  static RankingModel load(ModelStore store, String version, String remedy) throws IOException {
    if (!store.versions().contains(version)) {
      throw new DealrankException(
          "there is no model " + version + " among " + store.versions() + ".",
          "The training set or the split changed after the models were trained.",
          "Run again: " + remedy + ".");
    }
    return store.load(version);
  }

  /** Version of every table a model is made from. */
  Map<String, Long> tableVersions(Vertical vertical) {
    Map<String, Long> versions = new TreeMap<>();
    versions.put("training_set", workspace.trainingSet().version());
    for (LakeTable table : LakeTable.of(vertical)) {
      versions.put("lake/" + table.name(), workspace.lake(table.name()).version());
    }
    for (FeatureGroup group : vertical.features()) {
      DeltaFolder mart = workspace.mart(group.group());
      if (mart.exists()) {
        versions.put("marts/" + group.group(), mart.version());
      }
    }
    return versions;
  }

  private Configuration configuration() {
    return workspace.spark().sessionState().newHadoopConf();
  }
}
