package io.dealrank.features.vertical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/vertical.md shows of a vertical file can be read. */
class VerticalGuideDocTest {
  private static final Path DOCS =
      Path.of(System.getProperty("dealrank.root", "..")).resolve("docs");

  @Test
  void its_examples_are_a_sound_vertical_file() throws IOException {
    Matcher blocks =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS.resolve("vertical.md")));
    ObjectNode all = KeyExample.mapping("vertical: guide");
    for (MatchResult block : blocks.results().toList()) {
      all.setAll((ObjectNode) YamlText.parse(block.group(1)).tree());
    }
    Vertical vertical = KeyExample.read(FileSection.all().get(0), all);
    assertThat(vertical.features()).isNotEmpty();
    assertThat(vertical.cross()).isNotEmpty();
    assertThat(vertical.ranker().type()).isEqualTo("gbt");
  }

  @Test
  void its_links_into_the_reference_lead_somewhere() throws IOException {
    String headings =
        Files.readString(DOCS.resolve("vertical-reference.md"))
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceAll("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
            .map(line -> "#" + line.replace(' ', '-').replaceAll("[^a-z_-]", ""))
            .reduce("", (a, b) -> a + "\n" + b);
    for (String page : new String[] {"vertical.md", "time.md", "vertical-reference.md"}) {
      Matcher links =
          Pattern.compile("\\((?:vertical-reference\\.md)?(#[^)]+)\\)")
              .matcher(Files.readString(DOCS.resolve(page)));
      for (MatchResult link : links.results().toList()) {
        boolean own = page.equals("vertical-reference.md");
        if (own || link.group().contains("reference")) {
          assertThat(headings.lines()).as(page).contains(link.group(1));
        }
      }
    }
  }
}
