package io.dealrank.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Long histories against plain lists: blocks, late contributions, retractions, forgetting. */
class ContributionsTest {
  private static final long SEED = 20261123;

  private record Said(long event, double value) {}

  private static double sum(List<Said> all, long from) {
    return all.stream().filter(s -> s.event() >= from).mapToDouble(Said::value).sum();
  }

  private static double greatest(List<Said> all, long from) {
    return all.stream()
        .filter(s -> s.event() >= from)
        .mapToDouble(Said::value)
        .max()
        .orElse(Double.NaN);
  }

  private static void insert(List<Said> all, Said said) {
    int at = all.size();
    while (at > 0 && all.get(at - 1).event() > said.event()) {
      at--;
    }
    all.add(at, said);
  }

  @Test
  void a_slice_of_a_long_history_is_what_a_list_says() throws IOException {
    for (int run = 0; run < 5; run++) {
      Random random = new Random(SEED + run);
      Contributions sums = new Contributions(true, false);
      Contributions extremes = new Contributions(true, false);
      List<Said> all = new ArrayList<>();
      long now = 0;
      for (int step = 0; step < 9000; step++) {
        now += random.nextInt(4);
        boolean late = random.nextInt(40) == 0;
        Said said =
            new Said(late ? Math.max(0, now - random.nextInt(3000)) : now, random.nextInt(1000));
        insert(all, said);
        sums.add(said.event(), said.value(), null);
        extremes.add(said.event(), said.value(), null);
        if (random.nextInt(30) == 0) {
          Said gone = all.remove(random.nextInt(all.size()));
          sums.remove(gone.event(), gone.value(), null);
          extremes.remove(gone.event(), gone.value(), null);
        }
        if (step % 50 == 0) {
          long reach = now - 6000;
          sums.forget(reach);
          for (long from : new long[] {now - 10, now - 500, now - 5000, reach}) {
            String place = "seed " + (SEED + run) + ", step " + step + ", from " + from;
            Sums sum = (Sums) sums.since(sums.from(from), () -> new Sums(1));
            assertThat(sum.sum()).as(place).isEqualTo(sum(all, from));
            Extreme extreme = (Extreme) extremes.since(extremes.from(from), () -> new Extreme(1));
            assertThat(extreme.value()).as(place).isEqualTo(greatest(all, from));
          }
        }
        if (step % 2000 == 1999) {
          sums = copy(sums);
        }
      }
      assertThat(sums.size()).as("forgotten").isLessThan(all.size());
    }
  }

  private static Contributions copy(Contributions from) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    from.write(new DataOutputStream(bytes));
    Contributions copy = new Contributions(true, false);
    copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return copy;
  }

  @Test
  void what_was_forgotten_or_asked_before_changes_no_sketch() {
    Random random = new Random(SEED);
    Contributions whole = new Contributions(true, false);
    Contributions pruned = new Contributions(true, false);
    for (int i = 0; i < 20_000; i++) {
      double value = random.nextGaussian();
      whole.add(i, value, null);
      pruned.add(i, value, null);
      if (i % 777 == 0) {
        pruned.forget(i - 9_000);
        var unused = pruned.since(pruned.from(i - 5_000), () -> new Quantiles(10));
      }
    }
    for (double q : new double[] {0, 0.25, 0.5, 0.99}) {
      Quantiles a = (Quantiles) whole.since(whole.from(12_000), () -> new Quantiles(10));
      Quantiles b = (Quantiles) pruned.since(pruned.from(12_000), () -> new Quantiles(10));
      assertThat(b.quantile(q)).isEqualTo(a.quantile(q));
    }
  }

  @Test
  void a_contribution_that_was_never_made_cannot_be_taken_back() {
    Contributions some = new Contributions(true, false);
    some.add(5, 1, null);
    assertThatThrownBy(() -> some.remove(5, 2, null)).hasMessageContaining("never made");
    assertThatThrownBy(() -> some.remove(6, 1, null)).hasMessageContaining("never made");
  }
}
