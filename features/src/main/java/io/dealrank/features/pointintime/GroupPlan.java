package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Span;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** How a group is swept: where its facts' columns stand and what each measure must remember. */
final class GroupPlan implements Serializable {
  private final FactLayout layout;
  private final List<MeasurePlan> measures = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

  /**
   * A column of the mart.
   *
   * @param measure index of the measure
   * @param dimension index of the bucket dimension; -1: in total
   * @param fitted whether it is smoothed by a fitted prior
   */
  record Output(MartColumn column, int measure, int dimension, boolean fitted)
      implements Serializable {}

  GroupPlan(FactLayout layout) {
    this.layout = layout;
    FeatureGroup group = layout.group();
    List<String> dimensions = new ArrayList<>(group.by().keySet());
    List<String> names = new ArrayList<>(group.measures().keySet());
    for (int m = 0; m < names.size(); m++) {
      String name = names.get(m);
      Measure measure = group.measures().get(name);
      List<Span> windows =
          group.columns().stream()
              .filter(c -> c.measureName().equals(name))
              .map(MartColumn::window)
              .distinct()
              .toList();
      int own = measure.dimension() == null ? -1 : dimensions.indexOf(measure.dimension());
      measures.add(MeasurePlan.of(measure, layout.ordered(m), windows, own));
    }
    for (MartColumn column : group.columns()) {
      boolean fitted =
          column.measure().smoothing() != null && column.measure().smoothing().empiricalBayes();
      outputs.add(
          new Output(
              column,
              names.indexOf(column.measureName()),
              dimensions.indexOf(column.bucket()),
              fitted));
    }
  }

  FactLayout layout() {
    return layout;
  }

  List<MeasurePlan> measures() {
    return measures;
  }

  List<Output> outputs() {
    return outputs;
  }

  int dimensions() {
    return layout.group().by().size();
  }

  /** Whether any column is smoothed by a fitted prior. */
  boolean fitted() {
    return outputs.stream().anyMatch(Output::fitted);
  }
}
