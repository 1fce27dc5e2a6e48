package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Up to which instant a feature knows the past. */
public enum Accuracy {
  @JsonProperty("daily")
  DAILY,
  @JsonProperty("exact")
  EXACT
}
