package io.dealrank.jobs.stackexchange;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The parsed lines of one file of a dump. {@link #rows()} and {@link #malformed()} are two views of
 * the same parse: persist {@link #parsed()} (numbers only, a small part of the file) to read the
 * file once.
 *
 * @param file which file
 * @param parsed one row per row line, schema of {@link LineParser}
 */
public record DumpRows(DumpFile file, Dataset<Row> parsed) {
  /** The columns of {@link #malformed()}. */
  public static final StructType MALFORMED_SCHEMA =
      StructType.fromDDL(
          """
          file STRING NOT NULL COMMENT 'name inside the dump',
          reason STRING COMMENT 'why the line could not be read',
          line STRING COMMENT 'its first 200 characters'
          """);

  /** The readable rows, columns of {@link DumpFile#schema()}. */
  public Dataset<Row> rows() {
    return parsed
        .where(col(LineParser.REASON).isNull())
        .select(Arrays.stream(file.schema().fields()).map(DumpRows::typed).toArray(Column[]::new))
        .to(file.schema());
  }

  /** The lines that could not be read, columns of {@link #MALFORMED_SCHEMA}. */
  public Dataset<Row> malformed() {
    return parsed
        .where(col(LineParser.REASON).isNotNull())
        .select(
            lit(file.fileName()).as("file"),
            col(LineParser.REASON).as("reason"),
            col(LineParser.LINE).as("line"))
        .to(MALFORMED_SCHEMA);
  }

  private static Column typed(StructField field) {
    Column plain = col(field.name());
    if (field.dataType().equals(DataTypes.TimestampType)) {
      return timestamp_micros(plain).as(field.name());
    }
    return field.dataType().equals(DataTypes.DateType)
        ? date_from_unix_date(plain).as(field.name())
        : plain;
  }
}
