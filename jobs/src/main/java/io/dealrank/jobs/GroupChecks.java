package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.Lake;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Span;
import io.dealrank.features.vertical.Vertical;
import io.dealrank.features.vertical.VerticalFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks of the feature groups against the logs that they are to be made from. */
final class GroupChecks {
  private GroupChecks() {}

  /**
   * Fails if an expression of a group cannot be read on its facts; nothing is computed.
   *
   * @throws ConfigurationException with file and line of the group
   */
  static void requireReadable(VerticalFile file, Lake lake) {
    List<FeatureGroup> groups = file.vertical().features();
    for (int i = 0; i < groups.size(); i++) {
      try {
        PointInTime.requireReadable(file.vertical(), lake, groups.get(i));
      } catch (ConfigurationException refused) {
        throw file.error(
            List.of("features", String.valueOf(i), "group"), refused.problem(), refused.remedy());
      }
    }
  }

  /**
   * Windows longer than the period of their facts: they say what {@code all} says, so far.
   *
   * @param periods length of the period by table of facts
   */
  static List<LogChecks.Finding> longWindows(Vertical vertical, Map<String, Duration> periods) {
    List<LogChecks.Finding> findings = new ArrayList<>();
    for (FeatureGroup group : vertical.features()) {
      Duration period = periods.get(group.from());
      for (Span window : group.windows()) {
        if (period != null
            && !window.unbounded()
            && window.duration().compareTo(period.plusDays(1)) > 0) {
          findings.add(
              new LogChecks.Finding(
                  group.from(),
                  "window "
                      + window
                      + " of group "
                      + group.group()
                      + " is longer than the period of the facts: it says what window all says",
                  0,
                  "the facts span " + period.toDays() + " day(s)",
                  false));
        }
      }
    }
    return findings;
  }
}
