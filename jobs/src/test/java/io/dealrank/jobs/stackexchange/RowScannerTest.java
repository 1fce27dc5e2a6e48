package io.dealrank.jobs.stackexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowScannerTest {
  private static final String[] WANTED = {"Id", "Tags", "IdOfMore"};
  private static final String[] PIECES = {
    "a",
    " ",
    ">",
    "/>",
    "'",
    "=",
    "&lt;",
    "&gt;",
    "&amp;",
    "&quot;",
    "&apos;",
    "&#xA;",
    "&#10;",
    "&#x1F600;",
    "&#233;",
    "я",
    "Id=",
    "<row".replace("<", "&lt;")
  };

  private final RowScanner scanner = new RowScanner(WANTED);

  @Test
  void wanted_attributes_come_in_their_order_and_absent_ones_are_null() throws Exception {
    String line = "<row Text=\"Id=&quot;9&quot; />\" Tags='&lt;a&gt;\"' Id=\"1\"/>  ";

    assertThat(scanner.scan(line, 0)).containsExactly("1", "<a>\"", null);
  }

  @Test
  void an_empty_value_is_not_an_absent_one() throws Exception {
    assertThat(scanner.scan("<row Tags=\"\" />", 0)).containsExactly(null, "", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          <row Id="1"              | not closed by />
          <row Id="1" Tags="abc    | attribute Tags is not closed by a quote
          <row Id=1 />             | attribute Id is not closed by a quote
          <row Id="1" "2" />       | no attribute name at character 13
          <row Id="a"b" Tags="" /> | no attribute name
          <row Id="1" Id="2" />    | attribute Id is there twice
          <row Id="1" /><row />    | more after the end of the row
          <row Id="&nbsp;" />      | unknown reference &nbsp;
          <row Id="&#xZZ;" />      | unknown reference &#xZZ;
          <row Id="&#1114112;" />  | unknown reference &#1114112;
          <row Id="&lt" />         | not closed by a semicolon
          """)
  void a_broken_row_says_what_is_broken(String line, String reason) {
    assertThatThrownBy(() -> scanner.scan(line, 0))
        .isInstanceOf(MalformedLineException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void only_an_element_named_row_opens_a_row() {
    assertThat(RowScanner.opensRow("<row />", 0)).isTrue();
    assertThat(RowScanner.opensRow("<row/>", 0)).isTrue();
    assertThat(RowScanner.opensRow("<rows>", 0)).isFalse();
    assertThat(RowScanner.opensRow("<posts>", 0)).isFalse();
  }

  @Test
  void an_xml_parser_reads_the_same_from_random_rows() throws Exception {
    for (long seed = 0; seed < 500; seed++) {
      String line = randomRow(new Random(seed));

      assertThat(scanner.scan(line, 0)).as("seed %d: %s", seed, line).isEqualTo(parsed(line));
    }
  }

  private static String randomRow(Random random) {
    StringBuilder line = new StringBuilder("<row");
    for (String name : new String[] {"IdOfMore", "Body", "Id", "TagsBefore", "Tags"}) {
      if (random.nextInt(4) > 0) {
        line.append(" ".repeat(1 + random.nextInt(2))).append(name).append("=\"");
        for (int i = random.nextInt(6); i > 0; i--) {
          line.append(PIECES[random.nextInt(PIECES.length)]);
        }
        line.append('"');
      }
    }
    return line.append(" />").toString();
  }

  private static String[] parsed(String line) throws XMLStreamException {
    XMLStreamReader reader =
        XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(line));
    reader.nextTag();
    String[] values = new String[WANTED.length];
    for (int i = 0; i < WANTED.length; i++) {
      values[i] = reader.getAttributeValue(null, WANTED[i]);
    }
    return values;
  }
}
