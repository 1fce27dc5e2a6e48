package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.VerticalFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which features the ranker learns from; the tiny file has one group of one and two of cross. */
class TrainCommandTest {
  private static final String GROUPED = "resume_contacts_contacts_all";

  @TempDir private Path folder;

  @Test
  void all_features_are_learnt_from_where_none_is_chosen() {
    assertThat(features("")).containsExactly(GROUPED, "hour", "place");
    assertThat(features("ranker: {exclude: [hour]}")).containsExactly(GROUPED, "place");
  }

  @Test
  void a_group_stands_for_its_features() {
    assertThat(features("ranker: {groups: [resume_contacts]}")).containsExactly(GROUPED);
    assertThat(features("ranker: {groups: [cross]}")).containsExactly("hour", "place");
  }

  @Test
  void groups_and_single_features_add_up_and_exclude_takes_away() {
    assertThat(features("ranker: {groups: [resume_contacts], features: [place]}"))
        .containsExactly(GROUPED, "place");
    assertThat(features("ranker: {groups: [cross], features: [place], exclude: [hour]}"))
        .containsExactly("place");
  }

  @Test
  void an_unknown_group_is_told_with_line_and_nearest() {
    assertThatThrownBy(() -> features("ranker: {groups: [cross, resume_contact]}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ranker.groups.1")
        .hasMessageContaining("'resume_contact' is no group of this vertical")
        .hasMessageContaining("resume_contacts");
  }

  private List<String> features(String ranker) {
    String label = "label: {within: 5d}\n";
    TinyLogs logs =
        new TinyLogs(folder)
            .vertical(
                label,
                label
                    + """
                    cross:
                      - {name: hour, expression: hour(shown_at)}
                      - {name: place, expression: position}
                    """
                    + ranker)
            .write();
    return TrainCommand.features(VerticalFile.read(logs.folder().resolve("tiny.yaml")));
  }
}
