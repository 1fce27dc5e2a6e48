package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.RankerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  @Test
  void a_space_that_the_ranker_does_not_have_is_told_with_its_line() {
    String space = "ranker:\n  type: gbt\n  selection:\n    space:\n      ";
    for (String refused :
        List.of(
            "regParam: {from: 0, to: 1}; regParam",
            "maxDepth: {from: 2, to: 90, whole: true}; maxDepth",
            "stepSize: {from: 0, to: 1, scale: log}; above 0",
            "stepSize: {low: 0.1, high: 1}; there is no key [high, low]",
            "stepSize: 0.1; a range is a map")) {
      String range = refused.substring(0, refused.indexOf(';'));
      VerticalFile file = file(space + range);
      assertThatThrownBy(() -> RankerSelection.require(file, new RankerSpec("gbt", Map.of())))
          .as(range)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("tiny.yaml:" + line(range) + ": ")
          .hasMessageContaining("ranker.selection.space." + range.replaceAll(":.*", ""))
          .hasMessageContaining(refused.substring(refused.indexOf(';') + 2));
      RankerSelection.require(file, new RankerSpec("logistic", Map.of()));
    }
  }

  @Test
  void what_position_and_delay_cannot_do_is_refused() {
    RankerSpec lists = new RankerSpec("xgboost", Map.of("objective", "rank:ndcg"));
    RankerSpec softmax = new RankerSpec("mixed", Map.of("objective", "softmax"));
    RankerSpec funnel = new RankerSpec("funnel", Map.of());
    RankerSpec logistic = new RankerSpec("logistic", Map.of());
    String harvested = "position: {estimator: harvested, harvest_by: [listing_id]}";
    String delay = "delay: {model: product_limit}";
    for (String key : List.of(harvested, delay)) {
      VerticalFile file = file("ranker: {" + key + "}");
      for (RankerSpec spec : List.of(lists, softmax)) {
        assertThatThrownBy(() -> ObservationChecks.require(file, spec))
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContainingAll(key.replaceAll(":.*", ""), "log-odds", "weights: inverse");
      }
      assertThatThrownBy(() -> ObservationChecks.require(file, funnel))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("the funnel cannot use it");
      ObservationChecks.require(file, logistic);
    }
    VerticalFile inverse = file("ranker: {" + harvested.replace("]}", "], weights: inverse}}"));
    ObservationChecks.require(inverse, lists);
    for (String column : List.of("listing", "label_deal", "deal_at", "position")) {
      VerticalFile missing = file("ranker: {" + harvested.replace("listing_id", column) + "}");
      assertThatThrownBy(() -> ObservationChecks.require(missing, logistic))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("ranker.position.harvest_by.0")
          .hasMessageContaining("'" + column + "' is no column");
    }
  }

  /** Line of the words in the file written last. */
  private int line(String words) {
    try {
      String text = Files.readString(folder.resolve("tiny.yaml"));
      String before = text.substring(0, text.indexOf(words));
      return 1 + (int) before.chars().filter(c -> c == '\n').count();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<String> features(String ranker) {
    return TrainCommand.features(file(ranker));
  }

  private VerticalFile file(String ranker) {
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
    return VerticalFile.read(logs.folder().resolve("tiny.yaml"));
  }
}
