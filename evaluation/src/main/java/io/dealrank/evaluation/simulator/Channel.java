package io.dealrank.evaluation.simulator;

import java.time.Duration;
import java.util.List;

/** Ways of contact, with the median time to a response and the price of a contact. */
enum Channel {
  CHAT(Duration.ofHours(3), 60),
  MASKED_PHONE(Duration.ofMinutes(40), 100),
  IN_APP_CALL(Duration.ofMinutes(75), 90);

  static final List<Channel> ALL = List.of(values());
  private static final double DELAY_SIGMA = 1.2;

  private final Duration medianDelay;
  private final int price;

  Channel(Duration medianDelay, int price) {
    this.medianDelay = medianDelay;
    this.price = price;
  }

  /** Time to a response: lognormal, median 3 h in chat, 40 min by phone, 75 min by call. */
  Duration responseDelay(Draw draw) {
    return draw.logNormal(medianDelay, DELAY_SIGMA);
  }

  /** Price of a contact, currency units. */
  int price() {
    return price;
  }
}
