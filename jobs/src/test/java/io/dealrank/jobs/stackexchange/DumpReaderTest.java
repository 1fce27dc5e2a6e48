package io.dealrank.jobs.stackexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedSpark.class)
class DumpReaderTest {
  private static final String SPLIT_SIZE = "spark.sql.files.maxPartitionBytes";

  @Test
  void attributes_become_typed_columns(SparkSession spark) {
    DumpRows posts = DumpReader.read(spark, TinyDump.folder(), DumpFile.POSTS);

    assertThat(TinyDump.text(posts.rows().where("Id <= 4")))
        .containsExactly(
            "1,1,null,3,2020-01-01T10:00:00Z,10,<java><c++>,5",
            "2,2,1,null,2020-01-01T11:00:00Z,20,null,7",
            "3,2,1,null,2020-01-02T09:00:00.250Z,21,null,1",
            "4,2,1,null,2020-01-02T23:59:59.999Z,null,null,0");
    assertThat(TinyDump.text(DumpReader.read(spark, TinyDump.folder(), DumpFile.USERS).rows()))
        .containsExactly("-1,2019-12-01T00:00:00Z", "10,2019-12-31T23:59:59.999Z");
  }

  @Test
  void lines_that_cannot_be_read_are_kept_with_their_reason(SparkSession spark) {
    DumpRows posts = DumpReader.read(spark, TinyDump.folder(), DumpFile.POSTS);

    assertThat(TinyDump.text(posts.malformed().select("file", "reason")))
        .containsExactly(
            "Posts.xml,the value of attribute Body is not closed by a quote",
            "Posts.xml,the line is not a <row .../> element",
            "Posts.xml,attribute CreationDate is missing",
            "Posts.xml,attribute CreationDate is not a date like 2018-03-12T17:00:45.567:"
                + " 2020-02-30T00:00:00.000",
            "Posts.xml,attribute Id is not a whole number in range: x17");
    assertThat(posts.malformed().schema()).isEqualTo(DumpRows.MALFORMED_SCHEMA);
  }

  @ParameterizedTest
  @EnumSource
  void the_schema_is_the_declared_one(DumpFile file, SparkSession spark) {
    assertThat(DumpReader.read(spark, TinyDump.folder(), file).rows().schema())
        .isEqualTo(file.schema());
  }

  @Test
  void a_file_split_anywhere_gives_the_same_rows(SparkSession spark) {
    List<String> whole = everyLine(spark);
    String before = spark.conf().get(SPLIT_SIZE);
    try {
      for (int bytes : IntStream.of(97, 512).toArray()) {
        spark.conf().set(SPLIT_SIZE, bytes);
        assertThat(DumpReader.read(spark, TinyDump.folder(), DumpFile.POSTS).parsed().rdd())
            .satisfies(rdd -> assertThat(rdd.getNumPartitions()).isGreaterThan(4));
        assertThat(everyLine(spark)).containsExactlyInAnyOrderElementsOf(whole);
      }
    } finally {
      spark.conf().set(SPLIT_SIZE, before);
    }
  }

  @Test
  void instants_do_not_depend_on_the_zone_of_the_session(SparkSession spark) {
    spark.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    try {
      TinyDump dump = TinyDump.read(spark);
      assertThat(TinyDump.text(dump.posts().rows().where("Id = 2").select("CreationDate")))
          .containsExactly("2020-01-01T11:00:00Z");
      assertThat(TinyDump.text(dump.tables().votes().where("event_id = 1").select("at")))
          .containsExactly("2020-01-02T00:00:00Z");
    } finally {
      spark.conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  void a_missing_file_is_named_with_where_to_get_it(
      SparkSession spark, @TempDir java.nio.file.Path at) {
    assertThatThrownBy(() -> DumpReader.read(spark, new Path(at.toUri()), DumpFile.VOTES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Votes.xml")
        .hasMessageContaining("https://archive.org/details/stackexchange");
  }

  @Test
  void a_packed_file_is_to_be_unpacked(SparkSession spark, @TempDir java.nio.file.Path at)
      throws IOException {
    Files.write(at.resolve("Posts.xml"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Files.write(at.resolve("Votes.xml.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

    assertThatThrownBy(() -> DumpReader.read(spark, new Path(at.toUri()), DumpFile.POSTS))
        .hasMessageContaining("is packed (gzip)")
        .hasMessageContaining("Unpack it");
    assertThatThrownBy(() -> DumpReader.read(spark, new Path(at.toUri()), DumpFile.VOTES))
        .hasMessageContaining("Votes.xml.gz is packed");
  }

  @Test
  void an_archive_in_place_of_the_files_is_to_be_unpacked(
      SparkSession spark, @TempDir java.nio.file.Path at) throws IOException {
    Files.write(at.resolve("site.stackexchange.com.7z"), new byte[] {'7', 'z'});

    assertThatThrownBy(() -> DumpReader.read(spark, new Path(at.toUri()), DumpFile.POSTS))
        .hasMessageContaining("site.stackexchange.com.7z is packed");
  }

  private static List<String> everyLine(SparkSession spark) {
    return TinyDump.text(DumpReader.read(spark, TinyDump.folder(), DumpFile.POSTS).parsed());
  }
}
