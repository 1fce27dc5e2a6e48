package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Measure.Kind;
import io.dealrank.features.vertical.Span;
import java.io.Serializable;
import java.util.List;

/**
 * What must be remembered to give a measure over its windows.
 *
 * @param measure the measure
 * @param kind its kind
 * @param valued whether contributions carry a number; where not, they only count
 * @param ordered whether contributions become known in the order of their events, and for good
 * @param carried whether an aggregate of all contributions is carried along for the window without
 *     bound
 * @param span how far back single contributions are kept, microseconds; 0: not at all; {@link
 *     Long#MAX_VALUE}: all of them
 * @param dimension the only bucket dimension it reads; -1: all
 */
record MeasurePlan(
    Measure measure,
    Kind kind,
    boolean valued,
    boolean ordered,
    boolean carried,
    long span,
    int dimension)
    implements Serializable {

  static MeasurePlan of(Measure measure, boolean ordered, List<Span> windows, int dimension) {
    boolean unbounded = windows.stream().anyMatch(Span::unbounded);
    long longest =
        windows.stream().filter(w -> !w.unbounded()).mapToLong(Span::micros).max().orElse(0);
    if (measure.over() != null) {
      longest = measure.over().micros();
    }
    Aggregate aggregate = Aggregate.of(measure);
    boolean carried = unbounded && aggregate != null && (aggregate.invertible() || ordered);
    boolean everything =
        unbounded && !carried && !ordered && (aggregate != null || measure.kind() == Kind.RECENCY);
    if (measure.horizon() != null && unbounded) {
      longest = Math.max(longest, measure.horizon().micros());
    }
    return new MeasurePlan(
        measure,
        measure.kind(),
        aggregate != null && !measure.text(),
        ordered,
        carried,
        everything ? Long.MAX_VALUE : longest,
        dimension);
  }

  /** Whether each bucket of a dimension has values of its own. */
  boolean keepsBuckets(int d) {
    return dimension < 0 || dimension == d;
  }

  /** Whether there are values over all buckets. */
  boolean keepsTotal() {
    return kind != Kind.SHARE;
  }
}
