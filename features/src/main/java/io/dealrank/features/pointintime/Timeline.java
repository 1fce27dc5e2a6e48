package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One measure of one entity swept forward over its contributions, all windows at once. A
 * contribution enters a window when it becomes known ({@code from < t}) and leaves it when it is
 * superseded ({@code to < t}) or too old ({@code event < t - window}). Questions come in ascending
 * order; each contribution is touched twice per window, whatever the number of questions.
 */
final class Timeline {
  private final Measure measure;
  private final Span[] windows;
  private final int dimensions;
  private final Contributions contributions = new Contributions();

  private Integer[] entering;
  private WindowState[] states;

  Timeline(Measure measure, Span[] windows, int dimensions) {
    this.measure = measure;
    this.windows = windows;
    this.dimensions = dimensions;
  }

  void add(long event, long from, long to, double value, String[] buckets) {
    contributions.add(event, from, to, value, buckets);
  }

  /** Earliest instant after which anything is known; {@link Long#MAX_VALUE} if nothing ever is. */
  long firstKnown() {
    return contributions.firstKnown();
  }

  /** Moves to t: exactly the contributions visible as of t are counted. */
  void advance(long asOf) {
    if (states == null) {
      entering = contributions.order(contributions::from);
      states = Arrays.stream(windows).map(WindowState::new).toArray(WindowState[]::new);
    }
    for (WindowState state : states) {
      state.advance(asOf);
    }
  }

  /** Value over window {@code w} in total. */
  Double total(int w, long asOf) {
    return states[w].total.value(asOf);
  }

  /**
   * Values over window {@code w} by bucket of a dimension; buckets without contributions absent.
   */
  Map<String, Double> byBucket(int w, int dimension, long asOf) {
    Map<String, Double> values = new TreeMap<>();
    states[w]
        .buckets
        .get(dimension)
        .forEach(
            (bucket, state) -> {
              Double value = state.empty() ? null : state.value(asOf);
              if (value != null) {
                values.put(bucket, value);
              }
            });
    return values;
  }

  private final class WindowState {
    private final Span window;
    private final Accumulator total = new Accumulator(measure);
    private final Map<Integer, Map<String, Accumulator>> buckets = new HashMap<>();
    private final Integer[] leaving;
    private int entered;
    private int left;

    WindowState(Span window) {
      this.window = window;
      this.leaving = contributions.order(this::leave);
      for (int d = 0; d < dimensions; d++) {
        buckets.put(d, new HashMap<>());
      }
    }

    private long leave(int i) {
      long event = contributions.event(i);
      long tooOld = window.unbounded() ? Long.MAX_VALUE : event + window.micros();
      return Math.min(contributions.to(i), tooOld);
    }

    private boolean everVisible(int i) {
      return contributions.from(i) < leave(i);
    }

    void advance(long asOf) {
      while (entered < entering.length && contributions.from(entering[entered]) < asOf) {
        change(entering[entered++], true);
      }
      while (left < leaving.length && leave(leaving[left]) < asOf) {
        change(leaving[left++], false);
      }
    }

    private void change(int i, boolean enters) {
      if (!everVisible(i)) {
        return;
      }
      change(total, i, enters);
      String[] names = contributions.buckets(i);
      for (int d = 0; d < dimensions; d++) {
        if (names[d] != null) {
          change(
              buckets.get(d).computeIfAbsent(names[d], n -> new Accumulator(measure)), i, enters);
        }
      }
    }

    private void change(Accumulator state, int i, boolean enters) {
      if (enters) {
        state.add(contributions.event(i), contributions.value(i));
      } else {
        state.remove(contributions.event(i), contributions.value(i));
      }
    }
  }
}
