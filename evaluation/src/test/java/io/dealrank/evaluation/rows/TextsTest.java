package io.dealrank.evaluation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.RepeatedTest;

class TextsTest {
  @RepeatedTest(20)
  void texts_are_kept_and_compare_as_spark_compares_them() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Texts texts = new Texts();
    for (int round = 0; round < 2; round++) {
      texts.clear();
      List<UTF8String> expected = new ArrayList<>();
      for (int i = 0; i < random.nextInt(300); i++) {
        byte[] bytes = new byte[random.nextInt(4)];
        random.nextBytes(bytes);
        UTF8String text = random.nextInt(9) == 0 ? null : UTF8String.fromBytes(bytes);
        expected.add(text);
        texts.add(text);
      }
      assertThat(texts.size()).as("seed " + seed).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        UTF8String one = expected.get(i);
        int j = random.nextInt(expected.size());
        UTF8String other = expected.get(j);
        assertThat(texts.get(i)).as("seed " + seed).isEqualTo(one);
        int order =
            one == null || other == null
                ? Boolean.compare(one != null, other != null)
                : one.compareTo(other);
        assertThat(Integer.signum(texts.compare(i, j)))
            .as("seed " + seed)
            .isEqualTo(Integer.signum(order));
      }
    }
  }
}
