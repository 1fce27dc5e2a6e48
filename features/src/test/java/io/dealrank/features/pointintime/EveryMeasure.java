package io.dealrank.features.pointintime;

import static io.dealrank.features.pointintime.Histories.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.features.VerticalText;
import io.dealrank.features.pointintime.FeatureOracle.Contact;
import io.dealrank.features.pointintime.FeatureOracle.Meaning;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import io.dealrank.features.vertical.Vertical;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Groups with every kind of measure, what each means, and the comparison of the two. */
final class EveryMeasure {
  private static final String WAITED =
      "timestampdiff(MICROSECOND, contacted_at, responded_at) / 3600000000D";

  static final Vertical VERTICAL =
      VerticalText.read(
              VerticalText.TINY
                  + """
                  features:
                    - group: answers
                      entity: candidate
                      from: contacts
                      by: {channel: channel}
                      windows: [3d, 5d, all]
                      measures:
                        contacts: {count: true}
                        responses: {count: true, at: responded_at}
                        silent: {count: true, where: "responded_at is null"}
                        hired_by_chat: {count: true, at: deal_at, where: "channel = 'chat'"}
                        decayed: {count: true, half_life: 2d}
                        decayed_paid: {sum: attributes.price, half_life: 36h, at: responded_at}
                        decayed_silent: {count: true, half_life: 5d, where: "responded_at is null"}
                        paid: {sum: attributes.price}
                        price: {mean: attributes.price}
                        spread: {variance: attributes.price}
                        cheapest: {min: attributes.price}
                        dearest: {max: attributes.price}
                        dearest_silent: {max: attributes.price, where: "responded_at is null"}
                        median_price: {quantile: attributes.price}
                        high_price: {quantile: attributes.price, q: 0.9, where: "deal_at is null"}
                        first_price: {first: attributes.price}
                        last_prices: {last: attributes.price, k: 3}
                        last_channel: {last: channel, type: string}
                        first_channels: {first: channel, type: string, k: 2, at: deal_at}
                        channels: {distinct: channel}
                        silent_prices: {distinct: attributes.price, where: "responded_at is null"}
                        hours: {mean: "%1$s"}
                        hours_to_response: {mean: "%1$s", at: responded_at}
                        response_rate: {rate: responded_at, maturity: 2d, smoothing: {prior: 0.4, strength: 3}}
                        raw_rate: {rate: responded_at, maturity: 2d}
                        deal_rate: {rate: deal_at, maturity: 12h, where: "attributes.price > 20"}
                        unanswered: {streak: responded_at, maturity: 12h}
                        time_to_response: {time_to: responded_at}
                        time_to_deal: {time_to: deal_at, horizon: 2d, where: "channel = 'chat'"}
                        days_since_contact: {recency: true}
                        days_since_deal: {recency: true, at: deal_at}
                        silent_since: {recency: true, where: "responded_at is null and deal_at is null"}
                        trend: {trend: 2d, over: 6d}
                        answer_trend: {trend: 1d, over: 4d, at: responded_at}
                        share: {share: channel}
                        entropy: {entropy: channel}
                        favourites: {top: channel, k: 2}
                    - group: quiet
                      entity: candidate
                      from: contacts
                      where: channel = 'phone' and deal_at is null
                      windows: [36h]
                      measures:
                        contacts: {count: true}
                    - group: plain
                      entity: candidate
                      from: contacts
                      windows: [all]
                      measures:
                        contacts: {count: true}
                        response_rate: {rate: responded_at, maturity: 2d}
                    - group: outcomes
                      entity: candidate
                      from: contacts
                      by: {state: "if(RESPONDED_AT is null, 'silent', 'answered')"}
                      windows: [all]
                      measures:
                        contacts: {count: true}
                        answered: {count: true, where: "RESPONDED_AT is not null"}
                  """
                      .formatted(WAITED))
          .vertical();

  static final FeatureGroup ANSWERS = VERTICAL.features().get(0);
  static final List<FeatureGroup> COMPARED = VERTICAL.features().subList(0, 3);

  private static final Function<Contact, Object> ONE = c -> 1.0;
  private static final Function<Contact, Object> HOURS =
      c -> c.responded() == null ? null : (Object) ((c.responded() - c.at()) / (double) HOUR);

  private static final Map<String, Meaning> MEANINGS = new LinkedHashMap<>();

  static {
    mean("contacts", Meaning.of(c -> true, Contact::at, ONE));
    mean("responses", Meaning.of(c -> true, Contact::responded, ONE));
    mean("silent", Meaning.of(c -> c.responded() == null, Contact::at, ONE));
    mean("hired_by_chat", Meaning.of(c -> "chat".equals(c.channel()), Contact::deal, ONE));
    mean("decayed", Meaning.of(c -> true, Contact::at, ONE));
    mean("decayed_paid", Meaning.of(c -> true, Contact::responded, Contact::price));
    mean("decayed_silent", Meaning.of(c -> c.responded() == null, Contact::at, ONE));
    for (String name :
        List.of("paid", "price", "spread", "cheapest", "dearest", "median_price", "first_price")) {
      mean(name, Meaning.of(c -> true, Contact::at, Contact::price));
    }
    mean("dearest_silent", Meaning.of(c -> c.responded() == null, Contact::at, Contact::price));
    mean("high_price", Meaning.of(c -> c.deal() == null, Contact::at, Contact::price));
    mean("last_prices", Meaning.of(c -> true, Contact::at, Contact::price));
    mean("last_channel", Meaning.of(c -> true, Contact::at, Contact::channel));
    mean("first_channels", Meaning.of(c -> true, Contact::deal, Contact::channel));
    mean("channels", Meaning.of(c -> true, Contact::at, Contact::channel));
    mean("silent_prices", Meaning.of(c -> c.responded() == null, Contact::at, Contact::price));
    mean("hours", Meaning.of(c -> true, Contact::at, HOURS));
    mean("hours_to_response", Meaning.of(c -> true, Contact::responded, HOURS));
    mean("response_rate", Meaning.outcome(c -> true, Contact::responded));
    mean("raw_rate", Meaning.outcome(c -> true, Contact::responded));
    mean("deal_rate", Meaning.outcome(c -> c.price() != null && c.price() > 20, Contact::deal));
    mean("unanswered", Meaning.outcome(c -> true, Contact::responded));
    mean("time_to_response", Meaning.outcome(c -> true, Contact::responded));
    mean("time_to_deal", Meaning.outcome(c -> "chat".equals(c.channel()), Contact::deal));
    mean("days_since_contact", Meaning.of(c -> true, Contact::at, ONE));
    mean("days_since_deal", Meaning.of(c -> true, Contact::deal, ONE));
    mean(
        "silent_since",
        Meaning.of(c -> c.responded() == null && c.deal() == null, Contact::at, ONE));
    mean("trend", Meaning.of(c -> true, Contact::at, ONE));
    mean("answer_trend", Meaning.of(c -> true, Contact::responded, ONE));
  }

  private EveryMeasure() {}

  private static void mean(String measure, Meaning meaning) {
    MEANINGS.put(measure, meaning);
  }

  private static Meaning meaning(FeatureGroup group, MartColumn column) {
    return group.group().equals("quiet")
        ? Meaning.of(c -> "phone".equals(c.channel()) && c.deal() == null, Contact::at, ONE)
        : MEANINGS.get(column.measureName());
  }

  /** Every value of the group in the row is what the oracle says; returns how many there were. */
  static int check(FeatureGroup group, Row features, List<Contact> own, long t, String where) {
    int compared = 0;
    for (MartColumn column : group.columns()) {
      Long window = column.window().unbounded() ? null : (Long) column.window().micros();
      String place = where + ", column " + column.name() + ": " + own;
      Object actual = features.getAs(column.name());
      compared++;
      if (column.measure().dimension() != null) {
        Object expected = fromAllBuckets(column, FeatureOracle.byChannel(own, t, window));
        assertSame(actual, expected, place);
        continue;
      }
      Meaning meaning = meaning(group, column);
      if (column.bucket() == null) {
        Object expected = FeatureOracle.value(column.measure(), meaning, own, t, window, null);
        assertSame(actual, expected, place);
        continue;
      }
      Map<String, Object> buckets = features.getJavaMap(features.fieldIndex(column.name()));
      for (String bucket : List.of("chat", "phone")) {
        List<Contact> inside = own.stream().filter(c -> bucket.equals(c.channel())).toList();
        Object expected = FeatureOracle.value(column.measure(), meaning, inside, t, window, null);
        // A bucket without facts is absent: its value is the value of nothing.
        Object nothing = column.measure().valueOfNothing();
        assertSame(buckets.getOrDefault(bucket, nothing), expected, place + ", bucket " + bucket);
      }
      assertThat(buckets.keySet()).as(place).isSubsetOf("chat", "phone");
    }
    return compared;
  }

  private static Object fromAllBuckets(MartColumn column, Map<String, Long> counts) {
    double all = counts.values().stream().mapToLong(n -> n).sum();
    return switch (column.measure().kind()) {
      case SHARE -> {
        Map<String, Object> shares = new LinkedHashMap<>();
        counts.forEach((bucket, n) -> shares.put(bucket, n / all));
        yield shares;
      }
      case ENTROPY ->
          all == 0
              ? null
              : (Object)
                  counts.values().stream()
                      .mapToDouble(n -> -n / all * Math.log(n / all) / Math.log(2))
                      .sum();
      default ->
          all == 0
              ? null
              : counts.entrySet().stream()
                  .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                  .limit(column.measure().kept())
                  .map(Map.Entry::getKey)
                  .toList();
    };
  }

  private static void assertSame(Object actual, Object expected, String place) {
    Object plain = actual;
    if (actual instanceof scala.collection.Seq<?> seq) {
      plain = scala.jdk.javaapi.CollectionConverters.asJava(seq);
    } else if (actual instanceof scala.collection.Map<?, ?> map) {
      plain = scala.jdk.javaapi.CollectionConverters.asJava(map);
    }
    boolean same =
        plain instanceof Double number && expected instanceof Double wanted
            ? Math.abs(number - wanted) <= 1e-12 * Math.max(1e-3, Math.abs(wanted))
            : Objects.equals(plain, expected);
    assertThat(same).as("%s: %s, the definition says %s", place, plain, expected).isTrue();
  }
}
