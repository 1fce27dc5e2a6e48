package io.dealrank.evaluation.simulator;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which channels someone contacts through: share(channel) proportional to weight(channel) * exp(1.2
 * z(channel)), z standard normal, weights 0.6 chat, 0.25 masked phone, 0.15 call in the app.
 *
 * @param shares P(channel | contact), sums to 1
 */
record ChannelUse(Map<Channel, Double> shares) {
  private static final Map<Channel, Double> WEIGHTS =
      Map.of(Channel.CHAT, 0.6, Channel.MASKED_PHONE, 0.25, Channel.IN_APP_CALL, 0.15);
  private static final double SIGMA = 1.2;

  static ChannelUse of(Draw draw) {
    Map<Channel, Double> shares = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.ALL) {
      shares.put(channel, WEIGHTS.get(channel) * Math.exp(SIGMA * draw.normal()));
    }
    double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.replaceAll((channel, weight) -> weight / total);
    return new ChannelUse(shares);
  }

  double share(Channel channel) {
    return shares.get(channel);
  }

  Channel pick(Draw draw) {
    return draw.pick(Channel.ALL, this::share);
  }
}
