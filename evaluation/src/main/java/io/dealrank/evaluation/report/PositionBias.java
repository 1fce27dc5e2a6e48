package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The examination curve: how likely a searcher looks at a position, relative to position 1, and
 * where the knowledge comes from.
 *
 * @param source where the curve comes from
 * @param detail how much of it there was, or why there is none, as a sentence
 * @param intervals how the intervals were made, for example {@code 95%, bootstrap by searcher}
 * @param points one per position; empty without a source
 */
public record PositionBias(Source source, String detail, String intervals, List<Point> points)
    implements Chapter {
  /** Where an examination curve can come from, the most trustworthy first. */
  public enum Source {
    SHUFFLED_LISTS(
        "From lists shown in random order: there the position owes nothing to quality, so the fall"
            + " of the rate by position is attention alone."),
    HARVESTED(
        "Harvested from the log: the same listing was shown at different positions of the same kind"
            + " of search, and the rates are compared within such pairs. It assumes that what moved"
            + " a listing has nothing to do with its quality at that moment."),
    EM(
        "By the likelihood of the position-based model: the same listing was shown at different"
            + " positions of the same kind of search, and its contacts are shared out over all of"
            + " them at once. It assumes that what moved a listing has nothing to do with its"
            + " quality at that moment."),
    NONE("No examination curve: the log holds neither shuffled lists nor enough moved listings.");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The source and its assumption, as a sentence. */
    public String words() {
      return words;
    }
  }

  /**
   * One position.
   *
   * @param position 1-based
   * @param examination in (0, 1], 1 at position 1; NaN: not estimated
   * @param interval of the examination
   * @param impressions behind the estimate
   */
  public record Point(int position, double examination, Interval interval, long impressions) {}

  public PositionBias {
    points = points.stream().sorted(Comparator.comparingInt(Point::position)).toList();
  }

  @Override
  public Part part() {
    return Part.POSITION_BIAS;
  }

  @Override
  public void write(ChapterBody body) {
    body.finding("finding", detail)
        .note(source.words())
        .facts(
            new Columns<PositionBias>()
                .text(
                    "source",
                    "Source",
                    bias -> bias.source().key().replace('_', ' '),
                    bias -> bias.source().key())
                .text("intervals", "Intervals", PositionBias::intervals),
            this);
    if (points.isEmpty()) {
      return;
    }
    int last = points.get(points.size() - 1).position();
    double highest =
        points.stream()
            .flatMapToDouble(p -> DoubleStream.of(p.examination(), p.interval().high()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    body.figure(
            LineChart.draw(
                body.nextId(),
                Scale.positions(points.get(0).position(), last),
                Scale.linear("examination, position 1 = 1", Scale.Unit.PLAIN, 0, highest, 5),
                List.of(
                    new LineChart.Curve(
                        "examination",
                        LineChart.Look.MODEL,
                        points.stream()
                            .map(
                                p ->
                                    new LineChart.Point(
                                        p.position(), p.examination(), p.interval()))
                            .toList())),
                "Examination by position",
                "Probability of a look at a position, relative to position 1. Band: "
                    + intervals
                    + "."))
        .numbers(
            "examination",
            "Examination by position, relative to position 1. Intervals: " + intervals + ".",
            new Columns<Point>()
                .count("position", "Position\n1-based", Point::position)
                .number("examination", "Examination\n0 to 1", Numbers::value, Point::examination)
                .interval("interval", "Interval", Numbers::valueInterval, Point::interval)
                .count("impressions", "Impressions", Point::impressions),
            points);
  }
}
