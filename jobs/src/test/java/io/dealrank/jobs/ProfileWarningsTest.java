package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.mart.MartProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;

class ProfileWarningsTest {
  private static final Row SOUND = row(Map.of());

  @Test
  void nothing_is_told_of_a_sound_column() {
    assertThat(ProfileWarnings.of(SOUND, SOUND)).isEmpty();
    assertThat(ProfileWarnings.of(SOUND, null)).isEmpty();
  }

  @Test
  void a_column_without_any_value_is_told() {
    assertThat(ProfileWarnings.of(row(Map.of("null_share", 1.0, "finite_values", 0L)), null))
        .containsExactly("all null");
  }

  @Test
  void a_column_of_one_value_is_told_unless_only_one_entity_has_it() {
    assertThat(ProfileWarnings.of(row(Map.of("min", 0.14, "max", 0.14)), null))
        .containsExactly("constant: 0.14");
    assertThat(ProfileWarnings.of(row(Map.of("min", 1.0, "max", 1.0, "finite_values", 1L)), null))
        .isEmpty();
  }

  @Test
  void a_null_share_that_jumps_up_or_down_is_told() {
    Row more = row(Map.of("null_share", 0.35));
    assertThat(ProfileWarnings.of(more, SOUND))
        .containsExactly("null share 0.35, 0.2 the day before");
    assertThat(ProfileWarnings.of(SOUND, more))
        .containsExactly("null share 0.2, 0.35 the day before");
    assertThat(ProfileWarnings.of(row(Map.of("null_share", 0.25)), SOUND)).isEmpty();
  }

  @Test
  void values_that_are_not_finite_are_told() {
    assertThat(ProfileWarnings.of(row(Map.of("not_finite_share", 0.001)), null))
        .containsExactly("NaN or infinite: a share of 0.001");
  }

  @Test
  void a_shift_is_told_from_its_threshold_on() {
    assertThat(ProfileWarnings.of(row(Map.of("psi", 0.2)), SOUND)).isEmpty();
    assertThat(ProfileWarnings.of(row(Map.of("psi", 0.314)), SOUND))
        .containsExactly("PSI 0.31 against the day before");
  }

  @Test
  void a_column_that_holds_no_numbers_is_told_for_its_nulls_only() {
    Object[] cells = new Object[MartProfile.SCHEMA.size()];
    cells[MartProfile.SCHEMA.fieldIndex("null_share")] = 1.0;
    assertThat(ProfileWarnings.of(new GenericRowWithSchema(cells, MartProfile.SCHEMA), SOUND))
        .isEqualTo(List.of("all null", "null share 1, 0.2 the day before"));
  }

  /** A row of ten entities, two of them null, values 0 to 1, with some cells changed. */
  private static Row row(Map<String, Object> changed) {
    Map<String, Object> sound =
        Map.of(
            "entities",
            10L,
            "null_share",
            0.2,
            "not_finite_share",
            0.0,
            "finite_values",
            8L,
            "min",
            0.0,
            "max",
            1.0,
            "psi",
            0.01);
    return new GenericRowWithSchema(
        Arrays.stream(MartProfile.SCHEMA.fieldNames())
            .map(column -> changed.getOrDefault(column, sound.get(column)))
            .toArray(),
        MartProfile.SCHEMA);
  }
}
