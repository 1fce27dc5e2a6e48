package io.dealrank.features.vertical;

import io.dealrank.features.VerticalText;

/** Measures as they are written in a vertical file. */
final class Measures {
  private Measures() {}

  /** Reads for example {@code {count: true}}, in a group by channel over the window all. */
  static Measure of(String yaml) {
    return VerticalText.read(
            VerticalText.TINY
                + """
                features:
                  - group: g
                    entity: candidate
                    from: contacts
                    by: {channel: channel}
                    measures:
                      m: %s
                """
                    .formatted(yaml))
        .vertical()
        .features()
        .get(0)
        .measures()
        .get("m");
  }
}
