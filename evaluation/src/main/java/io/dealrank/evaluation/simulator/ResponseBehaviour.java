package io.dealrank.evaluation.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How likely someone answers in each channel, for good: logit p(channel) = habit(channel) + z + 0.5
 * z(channel), z standard normal, with one habit of four for each person.
 *
 * @param probabilities P(response | contact in the channel, available)
 */
record ResponseBehaviour(Map<Channel, Double> probabilities) {
  private static final double PERSON_SIGMA = 1.0;
  private static final double CHANNEL_SIGMA = 0.5;

  /** Log-odds of a response in chat, by masked phone, by call in the app; share of the people. */
  private enum Habit {
    WRITES(0.36, 2.8, -2.2, -1.6),
    TALKS(0.17, -1.4, 2.8, 2.0),
    ANSWERS_ALL(0.34, 2.4, 2.0, 2.0),
    KEEPS_SILENT(0.13, -2.4, -2.8, -2.8);

    private final double share;
    private final double[] logOdds;

    Habit(double share, double chat, double maskedPhone, double inAppCall) {
      this.share = share;
      this.logOdds = new double[] {chat, maskedPhone, inAppCall};
    }
  }

  static ResponseBehaviour of(Draw draw) {
    Habit habit = draw.pick(List.of(Habit.values()), one -> one.share);
    double person = PERSON_SIGMA * draw.normal();
    Map<Channel, Double> probabilities = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.ALL) {
      double logOdds = habit.logOdds[channel.ordinal()] + person + CHANNEL_SIGMA * draw.normal();
      probabilities.put(channel, Logistic.probability(logOdds));
    }
    return new ResponseBehaviour(probabilities);
  }

  double probability(Channel channel) {
    return probabilities.get(channel);
  }

  /** P(response) when the channel is drawn by the other side's use of channels. */
  double probability(ChannelUse use) {
    double total = 0;
    for (Channel channel : Channel.ALL) {
      total += use.share(channel) * probability(channel);
    }
    return total;
  }
}
