package io.dealrank.features.vertical;

/** A feature in which both sides meet. */
public record CrossFeature(
    @Key(
            meaning = "name of the feature",
            type = "name",
            range = "each once; not `label_...`, not `in_...`",
            example = "name: salary_gap, expression: \"ln(resume.salary / query.salary_max)\"")
        String name,
    @Key(
            meaning = "its value, cast to DOUBLE; null means unknown",
            type = "SQL",
            fallback = "exactly one of `expression` and `lookup`",
            example = "name: has_photo, expression: resume.photo")
        String expression,
    @Key(
            meaning =
                "the value of a group's column, `group.measure_window`, for the bucket `at`. "
                    + "Nothing known of that bucket: as for the measure",
            type = "group and column",
            fallback = "exactly one of `expression` and `lookup`",
            example =
                "name: rate_in_favourite_channel, lookup: answers.response_rate_all, at: "
                    + "resume.favourite_channel")
        String lookup,
    @Key(
            meaning = "which bucket to look up",
            type = "SQL",
            fallback = "required for `lookup`",
            example = "name: contacts_by_chat, lookup: answers.contacts_all, at: \"'chat'\"")
        String at,
    @Key(
            meaning = "which dimension of the group",
            type = "name",
            fallback = "the group's only one",
            example =
                "name: rate_here, lookup: answers.response_rate_all, by: channel, at: "
                    + "resume.favourite_channel")
        String by) {
  /** Checks that exactly one form is given. */
  public CrossFeature {
    Names.require(name, "name");
    if ((expression == null) == (lookup == null)) {
      throw new IllegalArgumentException("cross " + name + " needs expression, or lookup with at");
    }
    if (lookup != null && at == null) {
      throw new IllegalArgumentException("cross " + name + ": a lookup needs at");
    }
  }
}
