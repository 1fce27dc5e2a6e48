package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class ModelStoreTest {
  @TempDir java.nio.file.Path folder;
  private ModelStore store;
  private final RankingModel model = new ProductionOrderRankingModel("first");

  @BeforeEach
  void open(SparkSession spark) {
    store = new ModelStore(new Path(folder.resolve("models").toUri()), new Configuration());
  }

  @Test
  void starts_empty() throws IOException {
    assertThat(store.versions()).isEmpty();
    assertThat(store.latest()).isEmpty();
  }

  @Test
  void keeps_every_version_and_points_to_the_last_saved() throws IOException {
    store.save(model, ModelProvenanceTest.of("v2"));
    store.save(new ProductionOrderRankingModel("second"), ModelProvenanceTest.of("v1"));

    assertThat(store.versions()).containsExactly("v1", "v2");
    assertThat(store.latest()).hasValue("v1");
    assertThat(store.load("v1").uid()).isEqualTo("second");
    assertThat(store.load("v2").uid()).isEqualTo("first");
    assertThat(store.provenance("v2")).isEqualTo(ModelProvenanceTest.of("v2"));
    assertThat(names()).containsExactlyInAnyOrder("v1", "v2", "latest");
  }

  @Test
  void never_overwrites_a_version() throws IOException {
    store.save(model, ModelProvenanceTest.of("v1"));
    assertThatThrownBy(
            () ->
                store.save(new ProductionOrderRankingModel("second"), ModelProvenanceTest.of("v1")))
        .hasMessageContaining("'v1' already exists");
    assertThat(store.load("v1").uid()).isEqualTo("first");
  }

  @Test
  void a_failed_save_leaves_versions_and_pointer_as_they_were() throws IOException {
    store.save(model, ModelProvenanceTest.of("v1"));
    assertThatThrownBy(() -> store.save(new DiskFull(), ModelProvenanceTest.of("v2")))
        .hasMessageContaining("disk full");
    assertThat(names()).containsExactlyInAnyOrder("v1", "latest");
    assertThat(store.latest()).hasValue("v1");
    assertThat(store.load("v1").uid()).isEqualTo("first");
  }

  @Test
  void names_that_are_no_versions_are_refused() throws IOException {
    store.save(model, ModelProvenanceTest.of("v1"));
    for (String name : List.of("", "latest", "../v2", ".hidden", "a b")) {
      assertThatThrownBy(() -> store.save(model, ModelProvenanceTest.of(name)))
          .as(name)
          .hasMessageContaining("cannot name a folder");
    }
    assertThatThrownBy(() -> store.load("v2"))
        .hasMessageContaining("no model version 'v2'")
        .hasMessageContaining("Closest is 'v1'");
  }

  private List<String> names() throws IOException {
    try (Stream<java.nio.file.Path> entries = Files.list(folder.resolve("models"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    }
  }

  /** A model that writes a part of itself and fails. */
  private static final class DiskFull extends RankingModel {
    DiskFull() {
      super("diskFull");
    }

    @Override
    public MLWriter write() {
      return new MLWriter() {
        @Override
        public void saveImpl(String path) {
          new PartsWriter(DiskFull.this, Map.of()).saveImpl(path);
          throw new IllegalStateException("disk full");
        }
      };
    }

    @Override
    protected Dataset<Row> score(Dataset<Row> rows) {
      return rows;
    }

    @Override
    protected void checkScoringSchema(ColumnCheck check) {}

    @Override
    public List<FeatureWeight> featureWeights() {
      return List.of();
    }
  }
}
