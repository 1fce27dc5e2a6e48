package io.dealrank.evaluation.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The table of an experiment after its one pass.
 *
 * @param arms one per arm, dimension and segment that has units
 * @param faults what could not be read
 */
public record ExperimentSums(List<Arm> arms, List<Fault> faults) {
  /**
   * The units of one arm in one segment.
   *
   * @param dimension segment column, {@link UnitTable#ALL} for all units
   * @param segment its value
   * @param arm its variant
   * @param moments of {@link ExperimentPlan#columns}
   */
  public record Arm(String dimension, String segment, String arm, Moments moments) {}

  /**
   * A reason why rows could not be read.
   *
   * @param reason in words
   * @param rows how many
   * @param unit one of them, the first by name
   * @param arm its variant
   */
  public record Fault(String reason, long rows, String unit, String arm) {
    Fault plus(Fault other) {
      Fault first = unit.compareTo(other.unit) <= 0 ? this : other;
      return new Fault(reason, rows + other.rows, first.unit, first.arm);
    }
  }

  /** Units of an arm; 0 where it has none. */
  public long units(String dimension, String segment, String arm) {
    return moments(dimension, segment, arm).map(Moments::n).orElse(0L);
  }

  /** Moments of an arm; empty where it has no units. */
  public Optional<Moments> moments(String dimension, String segment, String arm) {
    return arms.stream()
        .filter(
            a ->
                a.dimension().equals(dimension)
                    && a.segment().equals(segment)
                    && a.arm().equals(arm))
        .map(Arm::moments)
        .findFirst();
  }

  /** Dimensions and segments, all units first, then by name: pairs. */
  public List<List<String>> places() {
    return arms.stream()
        .map(a -> List.of(a.dimension(), a.segment()))
        .distinct()
        .sorted(
            Comparator.comparing((List<String> place) -> !place.get(0).equals(UnitTable.ALL))
                .thenComparing(place -> place.get(0))
                .thenComparing(place -> place.get(1)))
        .toList();
  }
}
