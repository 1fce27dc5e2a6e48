package io.dealrank.jobs;

import io.dealrank.features.training.FeatureColumn;
import io.dealrank.features.vertical.CrossFeature;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which features stand or fall with a feature group: its own, and those of {@code cross} that read
 * it. A feature that reads two groups belongs to both; one that reads none to {@link #NONE}.
 */
final class FeatureSources {
  /** Features of the query and the attributes alone. */
  static final String NONE = "query and attributes";

  private FeatureSources() {}

  /**
   * Group to features, in the order of the vertical; groups without a feature are left out.
   *
   * @param features those a ranker learns from
   */
  static Map<String, List<String>> of(VerticalFile file, List<String> features) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    for (FeatureColumn column : FeatureColumn.of(file)) {
      origins.put(column.name(), column.origin());
    }
    for (CrossFeature cross : file.vertical().cross()) {
      texts.put(
          cross.name(),
          cross.expression() != null ? cross.expression() : cross.lookup() + " " + cross.at());
    }
    Map<String, List<String>> sources = new LinkedHashMap<>();
    for (FeatureGroup group : file.vertical().features()) {
      Pattern read = Pattern.compile("\\b" + Pattern.quote(group.group()) + "\\.");
      List<String> of = new ArrayList<>();
      for (String feature : features) {
        String text = texts.get(feature);
        boolean own = group.group().equals(origins.get(feature));
        if (own || text != null && read.matcher(text).find()) {
          of.add(feature);
        }
      }
      if (!of.isEmpty()) {
        sources.put(group.group(), of);
      }
    }
    List<String> rest = new ArrayList<>(features);
    sources.values().forEach(rest::removeAll);
    if (!rest.isEmpty()) {
      sources.put(NONE, rest);
    }
    return sources;
  }
}
