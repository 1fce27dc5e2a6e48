package io.dealrank.jobs.stackexchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
  private static final List<String> VOTE_COLUMNS =
      List.of(LineParser.schema(DumpFile.VOTES).fieldNames());

  @Test
  void instants_are_microseconds_utc() {
    Row row =
        new LineParser(DumpFile.USERS)
            .parse("  <row Id=\"-1\" CreationDate=\"2018-03-12T17:00:45.567\" />")
            .orElseThrow();

    long expected =
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2018-03-12T17:00:45.567Z"));
    assertThat(row.getLong(0)).isEqualTo(-1);
    assertThat(row.getLong(1)).isEqualTo(expected);
  }

  @Test
  void a_vote_keeps_its_day_only() {
    Row row =
        vote("<row Id=\"1\" PostId=\"2\" VoteTypeId=\"2\" CreationDate=\"2018-03-12T23:00:00\"/>");

    assertThat(row.getInt(VOTE_COLUMNS.indexOf("CreationDate")))
        .isEqualTo((int) LocalDate.of(2018, 3, 12).toEpochDay());
    assertThat(row.isNullAt(VOTE_COLUMNS.indexOf("UserId"))).isTrue();
    assertThat(reason(row)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><votes>",
        "<votes>",
        "</votes>\r"
      })
  void the_envelope_is_not_a_row(String line) {
    assertThat(new LineParser(DumpFile.VOTES).parse(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          text of a broken line />                                           | not a <row .../> element
          <votes><row Id="1"/>                                               | not a <row .../> element
          <row PostId="2" VoteTypeId="2" CreationDate="2018-03-12T00:00:00"/>| attribute Id is missing
          <row Id="1" PostId="2" VoteTypeId="2" />                           | attribute CreationDate is missing
          <row Id="1" PostId="2" VoteTypeId="2" CreationDate="2018-02-30T00:00:00"/>| not a date like
          <row Id="1" PostId="2" VoteTypeId="2" CreationDate="12.03.2018"/>  | not a date like
          <row Id="1.5" PostId="2" VoteTypeId="2" CreationDate=""/>          | attribute Id is not a whole number in range: 1.5
          <row Id="1" PostId="2" VoteTypeId="9999999999" CreationDate=""/>   | attribute VoteTypeId is not a whole number
          """)
  void a_malformed_line_keeps_its_reason_and_beginning(String line, String reason) {
    Row row = vote(line);

    assertThat(reason(row)).contains(reason);
    assertThat(row.getString(VOTE_COLUMNS.indexOf(LineParser.LINE))).isEqualTo(line);
  }

  @Test
  void a_long_malformed_line_is_cut_at_200_characters() {
    String line = "x".repeat(100_000);

    assertThat(vote(line).getString(VOTE_COLUMNS.indexOf(LineParser.LINE)))
        .isEqualTo("x".repeat(200));
  }

  private static Row vote(String line) {
    return new LineParser(DumpFile.VOTES).parse(line).orElseThrow();
  }

  private static String reason(Row row) {
    return row.getString(VOTE_COLUMNS.indexOf(LineParser.REASON));
  }
}
