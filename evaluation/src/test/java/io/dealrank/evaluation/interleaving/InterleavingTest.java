package io.dealrank.evaluation.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.evaluation.interleaving.Interleaved.Credit;
import io.dealrank.evaluation.interleaving.Interleaved.Method;
import io.dealrank.evaluation.interleaving.InterleavingSimulation.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The published examples, lying beside the checkout, and what must hold for any two lists. */
class InterleavingTest {
  private static final Path GOLD =
      Path.of(
          System.getProperty("dealrank.root", "."), "..", "shared/gold/ranking/interleaving.jsonl");
  private static final int SEEDS = 1000;
  private int compared;

  @Test
  void every_published_example_is_reproduced() throws IOException {
    assumeTrue(Files.isRegularFile(GOLD), () -> "no reference file " + GOLD);
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(GOLD)) {
      JsonNode row = json.readTree(line);
      switch (row.get("kind").asText()) {
        case "team_draft_credit" -> compareCredit(row);
        case "team_draft_possible_outputs" -> comparePossible(row);
        case "preference_sign_test" -> comparePreference(row);
        default -> throw new AssertionError(line);
      }
    }
    System.out.printf("interleaving.jsonl: compared %d values%n", compared);
  }

  private void compareCredit(JsonNode row) {
    int[] ranking = ints(row.get("ranking"));
    int[] teamA = ints(row.get("teams").get("A"));
    boolean[] fromA = new boolean[ranking.length];
    for (int i = 0; i < ranking.length; i++) {
      int listing = ranking[i];
      fromA[i] = Arrays.stream(teamA).anyMatch(l -> l == listing);
    }
    JsonNode credit = row.get("credit");
    assertThat(new TeamDraft(ranking, fromA).credit(ints(row.get("clicks"))))
        .as(row.toString())
        .isEqualTo(new Credit(credit.get("A").asInt(), credit.get("B").asInt()));
    compared += 2;
  }

  private void comparePossible(JsonNode row) {
    int[] a = ints(row.get("lists").get(0));
    int[] b = ints(row.get("lists").get(1));
    Set<List<Integer>> drafted = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      int length = row.get("length").asInt();
      drafted.add(list(TeamDraft.draft(a, b, length, new SplittableRandom(seed)).ranking()));
    }
    Set<List<Integer>> possible =
        StreamSupport.stream(row.get("possible").spliterator(), false)
            .map(l -> list(ints(l)))
            .collect(Collectors.toSet());
    assertThat(drafted).as(row.toString()).isEqualTo(possible);
    compared += possible.size();
  }

  private void comparePreference(JsonNode row) {
    Preference preference =
        Preference.of(
            row.get("wins_new").asLong(),
            row.get("ties").asLong(),
            row.get("wins_old").asLong(),
            0.95);
    assertThat(preference.delta()).isCloseTo(row.get("delta_ab").asDouble(), within(1e-9));
    assertThat(preference.p()).isCloseTo(row.get("p_two_sided").asDouble(), within(1e-9));
    compared += 2;
  }

  @Test
  void a_list_holds_every_listing_once_and_every_prefix_is_fair() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] a = shuffled(random);
      int[] b = shuffled(random);
      int length = random.nextInt(25);
      Set<Integer> union = new HashSet<>(list(a));
      union.addAll(list(b));
      TeamDraft draft = TeamDraft.draft(a, b, length, random);
      Balanced balanced = Balanced.merge(a, b, length, random.nextBoolean());
      for (Interleaved list : new Interleaved[] {draft, balanced}) {
        assertThat(list.ranking()).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(list.ranking()).as("seed %d", seed).hasSize(Math.min(length, union.size()));
        assertThat(union).as("seed %d", seed).containsAll(list(list.ranking()));
      }
      int clicks = draft.ranking().length;
      Credit all = draft.credit(IntStream.range(0, clicks).toArray());
      assertThat(all.a() + all.b()).as("seed %d", seed).isEqualTo(clicks);
      if (a.length == b.length && new HashSet<>(list(a)).equals(new HashSet<>(list(b)))) {
        assertThat(Math.abs(all.a() - all.b())).as("seed %d", seed).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void balanced_lists_alternate_and_credit_prefixes() {
    // A: 1 2 3 4, B: 2 5 1 6; A begins: 1, 2, (2), 5, 3, (1), 4, 6
    int[] a = {1, 2, 3, 4};
    int[] b = {2, 5, 1, 6};
    assertThat(Balanced.merge(a, b, 10, true).ranking()).containsExactly(1, 2, 5, 3, 4, 6);
    assertThat(Balanced.merge(a, b, 3, false).ranking()).containsExactly(2, 1, 5);
    Balanced list = Balanced.merge(a, b, 10, true);
    // the last click, 5, is second in B: of the first two of A {1, 2} and of B {2, 5}
    assertThat(list.credit(1, 2)).isEqualTo(new Credit(1, 2));
    assertThat(list.credit(0)).isEqualTo(new Credit(1, 0));
    assertThat(list.credit()).isEqualTo(new Credit(0, 0));
  }

  @Test
  void equal_rankers_win_equally_often_and_a_better_one_is_found() {
    double[] attention = {1, 0.7, 0.5, 0.4, 0.3};
    double[] clicks = {0.5, 0.4, 0.2, 0.1, 0.05, 0.02};
    Search equal = new Search(new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3}, clicks);
    Search better = new Search(new int[] {0, 1, 2, 3}, new int[] {5, 4, 3, 0}, clicks);
    for (Method method : Method.values()) {
      InterleavingSimulation simulation = new InterleavingSimulation(method, 4, attention, 5);
      // the deviation of delta over 4000 searches is at most 0.5 / sqrt(4000) = 0.008
      assertThat(simulation.run(List.of(equal), 4000, 0.95).delta()).isBetween(-0.03, 0.03);
      Preference found = simulation.run(List.of(better), 400, 0.95);
      assertThat(found.p()).as(method.toString()).isLessThan(0.001);
      assertThat(found.interval().low()).as(method.toString()).isPositive();
      assertThat(found).isEqualTo(simulation.run(List.of(better), 400, 0.95));
    }
  }

  @Test
  void a_preference_is_undefined_without_searches() {
    assertThat(Preference.of(0, 0, 0, 0.95).delta()).isNaN();
    assertThat(Preference.of(0, 0, 0, 0.95).p()).isNaN();
    assertThat(Preference.of(1, 0, 0, 0.95).interval().low()).isNaN();
    assertThat(Preference.of(1, 0, 0, 0.95).delta()).isEqualTo(0.5);
    assertThat(Preference.of(0, 7, 0, 0.95).p()).isNaN();
    assertThat(Preference.of(0, 7, 0, 0.95).interval().contains(0)).isTrue();
    assertThat(Preference.of(5, 2, 3, 0.9).delta()).isEqualTo(-Preference.of(3, 2, 5, 0.9).delta());
    assertThat(TeamDraft.draft(new int[0], new int[0], 5, new SplittableRandom(1)).ranking())
        .isEmpty();
    assertThat(TeamDraft.draft(new int[0], new int[] {4}, 5, new SplittableRandom(1)).ranking())
        .containsExactly(4);
    assertThatThrownBy(() -> Balanced.merge(new int[] {1}, new int[] {1}, 1, true).credit(1))
        .hasMessageContaining("index 1 of a list of 1");
  }

  private static int[] shuffled(SplittableRandom random) {
    int n = random.nextInt(10);
    int[] list = new int[n];
    for (int i = 0; i < n; i++) {
      int at = random.nextInt(i + 1);
      list[i] = list[at];
      list[at] = i;
    }
    return list;
  }

  private static List<Integer> list(int[] listings) {
    return Arrays.stream(listings).boxed().toList();
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
