package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A table that is changed row by row, as facts that become known and are taken back.
 *
 * <p>As of a query of day D the table is its snapshot of day D - 1 (the state at that day's end)
 * with the mutations of D before the query; {@code is_before} takes the old row away, the other
 * mutation of a pair brings the new one. So a row of the snapshot of day D - 1 is known from
 * midnight to midnight of D, and a row that a mutation of D brings is known after the mutation and
 * until that day's end; either ends earlier when a mutation takes the row away. The next day starts
 * from its own snapshot, and never from what the mutations before made of the last one. Windows go
 * by the row's own time.
 *
 * <p>For the engine this is a contact dated by the row, ingested when it becomes known, whose deal
 * is the end: what a measure with {@code deal_at is null} says of it is taken back then.
 */
final class Mutations {
  private final List<Fact> facts = new ArrayList<>();

  private Mutations() {}

  /**
   * The rows of all days.
   *
   * @throws IllegalArgumentException if a mutation takes away a row that is not there
   */
  static List<Fact> facts(List<JsonNode> snapshot, List<JsonNode> mutations) {
    Mutations table = new Mutations();
    for (JsonNode row : snapshot) {
      LocalDate day = LocalDate.parse(row.get("ds").asText()).plusDays(1);
      table.begin(row, midnight(day), day);
    }
    mutations.stream()
        .sorted(Comparator.comparingLong(m -> m.get("mutation_ts").asLong()))
        .forEach(table::mutate);
    return table.facts;
  }

  private void mutate(JsonNode mutation) {
    Instant at = Instant.ofEpochMilli(mutation.get("mutation_ts").asLong());
    if (mutation.path("is_before").asBoolean()) {
      end(mutation, at);
    } else {
      // Seen by questions after the mutation: from a microsecond later on.
      begin(mutation, at.plus(1, ChronoUnit.MICROS), at.atZone(ZoneOffset.UTC).toLocalDate());
    }
  }

  private void begin(JsonNode row, Instant from, LocalDate day) {
    Instant endOfDay = midnight(day.plusDays(1)).minus(1, ChronoUnit.MICROS);
    facts.add(
        new Fact(
            "%06d".formatted(facts.size()),
            Case.text(row.get("key")),
            Instant.ofEpochMilli(row.get("ts").asLong()),
            from,
            endOfDay,
            row));
  }

  private void end(JsonNode row, Instant at) {
    LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
    Instant endOfDay = midnight(day.plusDays(1)).minus(1, ChronoUnit.MICROS);
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      if (endOfDay.equals(fact.until()) && same(fact.json(), row)) {
        facts.set(i, new Fact(fact.id(), fact.key(), fact.at(), fact.ingested(), at, fact.json()));
        return;
      }
    }
    throw new IllegalArgumentException("a mutation takes away a row that is not there: " + row);
  }

  /** Whether two rows agree in all that both say, but for when they were written. */
  private static boolean same(JsonNode standing, JsonNode taken) {
    List<String> names = new ArrayList<>();
    taken.fieldNames().forEachRemaining(names::add);
    names.removeAll(List.of("mutation_ts", "is_before", "ds", "iso", "id", "ingested"));
    return names.stream()
        .filter(standing::has)
        .allMatch(name -> Comparison.equal(standing.get(name), taken.get(name)));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
