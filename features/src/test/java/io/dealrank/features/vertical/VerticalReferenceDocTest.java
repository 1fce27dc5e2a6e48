package io.dealrank.features.vertical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealrank.features.vertical.FileSection.Entry;
import io.dealrank.features.vertical.Measure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/vertical-reference.md is what the records say. {@code mvn test -pl features -am
 * -Dtest=VerticalReferenceDocTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddealrank.write.docs=true} writes it anew.
 */
class VerticalReferenceDocTest {
  private static final String LITERAL = "`([^`]+)`";

  private static Stream<Arguments> keys() {
    return FileSection.all().stream()
        .flatMap(section -> section.entries().stream().map(entry -> Arguments.of(section, entry)));
  }

  private static Stream<Arguments> literalFallbacks() {
    return keys().filter(key -> ((Entry) key.get()[1]).key().fallback().matches(LITERAL));
  }

  private static Stream<Arguments> kinds() {
    return keys().filter(key -> ((Entry) key.get()[1]).formula() != null);
  }

  @Test
  void the_page_shows_the_keys_as_they_are() throws IOException {
    Path page =
        Path.of(System.getProperty("dealrank.root", "..")).resolve("docs/vertical-reference.md");
    String expected = VerticalReference.page();
    if (Boolean.getBoolean("dealrank.write.docs")) {
      Files.writeString(page, expected);
    }
    assertThat(page).as("write it anew as the test's comment says").hasContent(expected);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_key_says_what_it_means(FileSection section, Entry entry) {
    assertThat(entry.key()).as("%s.%s has no @Key", section.record(), entry.name()).isNotNull();
    assertThat(entry.key().meaning()).isNotBlank().doesNotEndWith(".");
    assertThat(KeyExample.mapping(entry.key().example()).has(entry.name()))
        .as("the example of %s shows the key", entry.name())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_example_can_be_read(FileSection section, Entry entry) {
    assertThat(KeyExample.read(section, KeyExample.mapping(entry.key().example()))).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("literalFallbacks")
  void a_fallback_that_is_written_changes_nothing(FileSection section, Entry entry) {
    ObjectNode without = KeyExample.mapping(entry.key().example());
    without.remove(entry.name());
    String fallback = entry.key().fallback().replaceAll(LITERAL, "$1");
    ObjectNode with = without.deepCopy();
    with.setAll(KeyExample.mapping(entry.name() + ": " + fallback));
    assertThat(KeyExample.read(section, with)).isEqualTo(KeyExample.read(section, without));
  }

  @Test
  void every_kind_of_measure_has_a_formula() {
    assertThat(kinds().map(key -> VerticalReference.of((Entry) key.get()[1])))
        .containsExactly(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_formula_gives_of_nothing_what_the_measure_gives(FileSection section, Entry entry) {
    Measure measure = VerticalReference.measure(section, entry.key().example());
    assertThat(measure.kind()).isEqualTo(VerticalReference.of(entry));
    String said = entry.formula().ofNothing();
    if (measure.valueOfNothing() == null) {
      assertThat(said).isEqualTo("null");
    } else {
      assertThat(List.of(String.format("%.0f", measure.valueOfNothing()), "the prior"))
          .anyMatch(said::startsWith);
    }
  }
}
