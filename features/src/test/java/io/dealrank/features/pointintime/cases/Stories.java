package io.dealrank.features.pointintime.cases;

import java.util.List;

/** Cases written by hand, for what the collected ones do not touch. */
final class Stories {
  static final List<Story> ALL =
      List.of(
          fiveMinutes(),
          extremes(),
          means(),
          ties(),
          texts(),
          distinct(),
          endOfMonth(),
          beforeTheEpoch(),
          nobody(),
          deliveredTwice(),
          late(),
          delayed(),
          published(),
          stamped(),
          decayed(),
          changed());

  private Stories() {}

  private static Story fiveMinutes() {
    return new Story("edges of five minutes", "counter")
        .event("a k 2024-03-10T11:54:59.999 - chat null 1")
        .event("b k 2024-03-10T11:55:00.000 - chat null 2")
        .event("c k 2024-03-10T11:59:59.999 - phone null 4")
        .event("d k 2024-03-10T12:00:00.000 - phone null 8")
        .event("e k 2024-03-10T12:00:00.001 - phone null 16")
        .query("k 2024-03-10T12:00:00")
        .query("k 2024-03-10T12:00:00.001")
        .feature("sum 5m null")
        .feature("max 5m null")
        .feature("min 5m channel")
        .feature("lastK:3 5m null")
        .answers(0, "sum 5m null", "6")
        .answers(1, "sum 5m null", "12")
        .answers(0, "min 5m channel", "{\"chat\": 2, \"phone\": 4}")
        .answers(1, "min 5m channel", "{\"phone\": 4}");
  }

  private static Story extremes() {
    return new Story("least and greatest", "counter")
        .event("a k 2024-03-01T10:00:00 - chat c1 -2.5")
        .event("b k 2024-03-02T10:00:00 - chat c1 null")
        .event("c k 2024-03-03T10:00:00 - chat c2 -7.25")
        .event("d k 2024-03-04T10:00:00 - phone null -1")
        .event("e k 2024-03-05T10:00:00 - null c2 99")
        .query("k 2024-03-04T10:00:00")
        .query("k 2024-03-06T10:00:00")
        .query("k 2024-03-20T10:00:00")
        .feature("min lifetime null")
        .feature("max lifetime null")
        .feature("max 3d channel")
        .feature("min 3d category")
        .answers(0, "max lifetime null", "-2.5")
        .answers(1, "max 3d channel", "{\"chat\": -7.25, \"phone\": -1}")
        .answers(1, "min 3d category", "{\"c2\": -7.25}")
        .answers(2, "max 3d channel", "null");
  }

  private static Story means() {
    return new Story("means by category", "counter")
        .event("a k 2024-03-01T10:00:00 - chat c1 0.1")
        .event("b k 2024-03-01T11:00:00 - chat c1 0.2")
        .event("c k 2024-03-01T12:00:00 - chat c2 null")
        .event("d k 2024-03-01T13:00:00 - chat null 5")
        .event("e k 2024-03-01T14:00:00 - chat c3 0")
        .query("k 2024-03-02T10:30:00")
        .query("k 2024-03-02T10:00:00")
        .feature("avg 1d category")
        .feature("avg 1d null")
        .feature("count 1d category")
        .feature("sum 1d category")
        .answers(0, "avg 1d category", "{\"c1\": 0.2, \"c3\": 0}")
        .answers(0, "count 1d category", "{\"c1\": 1, \"c3\": 1}");
  }

  private static Story ties() {
    return new Story("equal times", "counter")
        .event("z k 2024-03-01T10:00:00 2024-03-01T10:00:05 chat null 1")
        .event("a k 2024-03-01T10:00:00 2024-03-01T10:00:09 chat null 2")
        .event("m k 2024-03-01T10:00:00 2024-03-01T10:00:09 phone null 3")
        .event("y at-once 2024-03-01T10:00:00 - chat null 1")
        .event("x at-once 2024-03-01T10:00:00 2024-03-01T10:00:00 chat null 2")
        .event("w at-once 2024-03-01T10:00:00 2024-03-01T09:00:00 chat null 3")
        .event("q old 1969-12-31T10:00:00 1969-12-31T10:00:01 chat null 1")
        .event("p old 1969-12-31T10:00:00 1969-12-31T23:59:59.999 chat null 2")
        .event("r old 1969-12-31T10:00:00 1970-01-01T00:00:00 chat null 3")
        .query("k 2024-03-02T00:00:00")
        .query("at-once 2024-03-02T00:00:00")
        .query("old 2024-03-02T00:00:00")
        .feature("last lifetime null")
        .feature("last 7d channel")
        .feature("lastK:2 lifetime null")
        .answers(0, "last lifetime null", "3")
        .answers(0, "last 7d channel", "{\"chat\": 2, \"phone\": 3}")
        .answers(1, "last lifetime null", "1")
        .answers(2, "last lifetime null", "3");
  }

  private static Story texts() {
    return new Story("text", "counter")
        .event("a k 2024-03-01T10:00:00 - chat null über")
        .event("b k 2024-03-01T11:00:00 - chat null x")
        .event("c k 2024-03-01T12:00:00 - phone null null")
        .event("d k 2024-03-01T13:00:00 - chat null über")
        .query("k 2024-03-01T12:30:00")
        .query("k 2024-03-02T12:30:00")
        .feature("last lifetime null")
        .feature("last lifetime channel")
        .feature("lastK:5 lifetime null")
        .feature("count 1d null")
        .feature("count_distinct lifetime null")
        .answers(0, "last lifetime null", "\"x\"")
        .answers(1, "last lifetime channel", "{\"chat\": \"über\"}")
        .answers(1, "count_distinct lifetime null", "2");
  }

  private static Story distinct() {
    return new Story("different values", "counter")
        .event("a k 2024-03-01T10:00:00 - chat c1 1")
        .event("b k 2024-03-01T11:00:00 - chat c1 1.0")
        .event("c k 2024-03-01T12:00:00 - phone c2 1.5")
        .event("d k 2024-03-01T13:00:00 - phone c1 2")
        .event("e k 2024-03-01T14:00:00 - null c1 null")
        .query("k 2024-03-01T12:00:00")
        .query("k 2024-03-02T10:30:00")
        .feature("count_distinct lifetime channel")
        .feature("count_distinct 1d null", "channel")
        .feature("count_distinct 1d category", "channel")
        .answers(0, "count_distinct lifetime channel", "{\"chat\": 1}")
        .answers(1, "count_distinct lifetime channel", "{\"chat\": 1, \"phone\": 2}")
        .answers(1, "count_distinct 1d category", "{\"c1\": 2, \"c2\": 1}");
  }

  private static Story endOfMonth() {
    return new Story("leap day and ends of months", "counter")
        .event("a k 2024-01-31T00:00:00 - chat c1 1")
        .event("b k 2024-02-28T23:59:59.999 - chat c1 2")
        .event("c k 2024-02-29T00:00:00 - chat c1 4")
        .event("d k 2024-02-29T23:59:59.999 - chat c1 8")
        .event("e k 2023-02-28T12:00:00 - chat c1 16")
        .event("f k 2023-12-31T23:59:59.999 - chat c1 32")
        .query("k 2024-03-01")
        .query("k 2024-02-29")
        .query("k 2023-03-01")
        .query("k 2024-01-01")
        .query("k 2024-03-01T00:00:00.001")
        .feature("sum 1d null")
        .feature("sum 30d null")
        .feature("max 61d null")
        .answers(0, "sum 1d null", "12")
        .answers(1, "sum 1d null", "2")
        .answers(2, "sum 1d null", "16")
        .answers(3, "sum 1d null", "32")
        .answers(0, "sum 30d null", "15")
        .answers(4, "sum 30d null", "14")
        .answers(0, "max 61d null", "32");
  }

  private static Story beforeTheEpoch() {
    return new Story("before 1970", "snapshot")
        .event("a k 1969-12-30T23:59:59.999 - chat c1 1")
        .event("b k 1969-12-31T00:00:00 - chat c1 2")
        .event("c k 1969-12-31T23:59:59.999 - chat c1 4")
        .event("d k 1970-01-01T00:00:00 - chat c1 8")
        .query("k 1969-12-31T18:00:00")
        .query("k 1970-01-01T00:00:00")
        .query("k 1970-01-01T18:00:00")
        .query("k 1970-01-02T00:00:00")
        .feature("sum 1d null")
        .feature("last lifetime null")
        .answers(0, "sum 1d null", "1")
        .answers(1, "sum 1d null", "6")
        .answers(2, "sum 1d null", "6")
        .answers(3, "last lifetime null", "8");
  }

  private static Story nobody() {
    return new Story("null keys", "counter")
        .event("a null 2024-03-01T10:00:00 - chat c1 1")
        .event("b k 2024-03-01T10:00:00 - null null 2")
        .query("null 2024-03-02")
        .query("k 2024-03-02")
        .query("null 2024-03-02")
        .feature("count lifetime null")
        .feature("avg lifetime channel")
        .feature("last lifetime null")
        .answers(0, "last lifetime null", "null")
        .answers(1, "last lifetime null", "2")
        .answers(1, "avg lifetime channel", "null");
  }

  private static Story deliveredTwice() {
    return new Story("the first delivery", "counter")
        .event("a k 2024-03-01T10:00:00 2024-03-01T12:00:00 chat c1 1")
        .event("a k 2024-03-01T10:30:00 2024-03-01T11:00:00 phone c1 2")
        .event("a other 2024-03-01T09:00:00 2024-03-01T13:00:00 phone c1 4")
        .query("k 2024-03-02")
        .query("other 2024-03-02")
        .feature("sum lifetime null")
        .feature("count lifetime channel")
        .answers(0, "sum lifetime null", "2")
        .answers(0, "count lifetime channel", "{\"phone\": 1}")
        .answers(1, "sum lifetime null", "0");
  }

  private static Story late() {
    return new Story("what was not yet ingested", "counter")
        .with("knowledge", "ingestion_time")
        .event("a k 2024-03-01T10:00:00 2024-03-02T00:00:00 chat c1 1")
        .event("b k 2024-03-01T11:00:00 2024-03-02T00:00:00.001 chat c1 2")
        .event("c k 2024-03-01T12:00:00 - phone c1 4")
        .event("d k 2024-03-01T12:00:00 2024-03-03T00:00:00 phone c1 8")
        .event("a k 2024-03-01T10:00:00 2024-03-04T00:00:00 chat c1 16")
        .query("k 2024-03-02")
        .query("k 2024-03-02T10:00:00.001")
        .query("k 2024-03-05")
        .feature("sum 1d null")
        .feature("min lifetime channel")
        .feature("lastK:2 lifetime null")
        .answers(0, "sum 1d null", "5")
        .answers(1, "sum 1d null", "6")
        .answers(2, "min lifetime channel", "{\"chat\": 1, \"phone\": 4}");
  }

  private static Story delayed() {
    return new Story("a delay of six hours", "delay")
        .with("delay_ms", 21_600_000)
        .event("a k 2024-03-01T00:00:00 - chat c1 1")
        .event("b k 2024-03-01T06:00:00 - chat c1 2")
        .event("c k 2024-03-01T12:00:00 - phone c1 4")
        .event("d k 2024-03-01T11:59:59.999 - phone c1 8")
        .query("k 2024-03-01T18:00:00")
        .query("k 2024-03-01T18:00:00.001")
        .feature("sum 6h null")
        .feature("avg 1d channel")
        .answers(0, "sum 6h null", "10")
        .answers(1, "sum 6h null", "12")
        .answers(0, "avg 1d channel", "{\"chat\": 1.5, \"phone\": 8}");
  }

  private static Story published() {
    return new Story("a snapshot published at three", "snapshot")
        .with("publish_lag_hours", 3)
        .event("a k 2024-02-28T12:00:00 - chat c1 1")
        .event("b k 2024-02-29T12:00:00 - chat c1 2")
        .query("k 2024-03-01T02:59:59.999")
        .query("k 2024-03-01T03:00:00")
        .feature("sum 1d null")
        .feature("last lifetime null")
        .answers(0, "sum 1d null", "1")
        .answers(1, "sum 1d null", "2");
  }

  private static Story stamped() {
    return new Story("values with their as-of time", "asof")
        .event("a k 2024-03-01 2024-03-01T05:00:00 null null 1")
        .event("b k 2024-03-02 2024-03-02T05:00:00 null null 2")
        .event("c k 2024-03-02 2024-03-02T06:00:00 null null 3")
        .query("k 2024-03-01T23:59:59.999")
        .query("k 2024-03-02")
        .query("k 2024-03-03")
        .feature("last lifetime null")
        .feature("lastK:2 1d null")
        .answers(0, "last lifetime null", "1")
        .answers(1, "last lifetime null", "3")
        .answers(2, "lastK:2 1d null", "null");
  }

  private static Story decayed() {
    return new Story("half a day halves", "decay")
        .with("half_life_ms", 43_200_000)
        .event("a k 2024-03-01T00:00:00 - chat c1 8")
        .event("b k 2024-03-01T12:00:00 - chat c1 null")
        .event("c k 2024-03-01T12:00:00 - phone c1 -1")
        .event("d k 2024-03-02T00:00:00 - phone c1 100")
        .query("k 2024-03-02T00:00:00")
        .query("nobody 2024-03-02T00:00:00")
        .feature("decay lifetime null")
        .feature("decay lifetime channel")
        .answers(0, "decay lifetime null", "1.5")
        .answers(0, "decay lifetime channel", "{\"chat\": 2, \"phone\": -0.5}");
  }

  private static Story changed() {
    return new Story("a table that is changed", "mutation")
        .row("2024-02-28 k 2024-02-20T00:00:00 5")
        .row("2024-02-28 k 2024-02-28T12:00:00 1")
        .row("2024-02-29 k 2024-02-20T00:00:00 5")
        .row("2024-02-29 k 2024-02-29T11:00:00 7")
        .mutation("-2024-02-29T06:00:00 k 2024-02-28T12:00:00 1")
        .mutation("+2024-02-29T12:00:00 k 2024-02-29T11:00:00 6")
        .mutation("-2024-02-29T18:00:00 k 2024-02-29T11:00:00 6")
        .mutation("+2024-02-29T18:00:00 k 2024-02-29T11:00:00 7")
        .query("k 2024-02-29T00:00:00")
        .query("k 2024-02-29T06:00:00")
        .query("k 2024-02-29T06:00:00.001")
        .query("k 2024-02-29T12:00:00.001")
        .query("k 2024-02-29T23:59:59.999")
        .query("k 2024-03-01T00:00:00")
        .query("k 2024-03-02T00:00:00")
        .feature("min lifetime null")
        .feature("max lifetime null")
        .feature("last lifetime null")
        .feature("count 1d null")
        .feature("count_distinct lifetime null")
        .feature("avg lifetime null")
        .answers(0, "min lifetime null", "1")
        .answers(1, "min lifetime null", "1")
        .answers(2, "min lifetime null", "5")
        .answers(3, "max lifetime null", "6")
        .answers(4, "last lifetime null", "7")
        .answers(5, "count 1d null", "1")
        .answers(5, "avg lifetime null", "6")
        .answers(6, "count_distinct lifetime null", "0");
  }
}
