package io.dealrank.jobs.stackexchange;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Turns a line of a dump file into a row of {@link #schema(DumpFile)}: the typed attributes, or the
 * reason why the line is malformed and its beginning.
 *
 * <p>Instants are microseconds and days are days since 1970-01-01, so that a row means the same in
 * any session. In a malformed row an attribute that is NOT NULL holds 0.
 */
final class LineParser {
  static final String REASON = "malformed_reason";
  static final String LINE = "malformed_line";
  static final int LINE_BEGINNING_CHARACTERS = 200;

  /** What stands around the rows: the declaration and the element of the file. */
  private static final Pattern ENVELOPE =
      Pattern.compile("(<\\?xml[^>]*\\?>)?\\s*(</?[a-z]+\\s*/?>)?");

  private final StructField[] fields;
  private final RowScanner scanner;

  LineParser(DumpFile file) {
    StructType schema = file.schema();
    this.fields = schema.fields();
    this.scanner = new RowScanner(schema.fieldNames());
  }

  /** The file's columns as plain numbers and text, then {@link #REASON} and {@link #LINE}. */
  static StructType schema(DumpFile file) {
    StructType schema = new StructType();
    for (StructField field : file.schema().fields()) {
      schema = schema.add(field.name(), plain(field.dataType()), field.nullable());
    }
    return schema
        .add(new StructField(REASON, DataTypes.StringType, true, Metadata.empty()))
        .add(new StructField(LINE, DataTypes.StringType, true, Metadata.empty()));
  }

  private static DataType plain(DataType type) {
    if (type.equals(DataTypes.TimestampType)) {
      return DataTypes.LongType;
    }
    return type.equals(DataTypes.DateType) ? DataTypes.IntegerType : type;
  }

  /** The row, empty for a line that is blank or belongs to the envelope. */
  Optional<Row> parse(String line) {
    int start = 0;
    while (start < line.length() && (line.charAt(start) <= ' ' || line.charAt(start) == '\uFEFF')) {
      start++;
    }
    try {
      if (RowScanner.opensRow(line, start)) {
        return Optional.of(RowFactory.create(cells(scanner.scan(line, start))));
      }
    } catch (MalformedLineException malformed) {
      return Optional.of(malformed(line, malformed.getMessage()));
    }
    return ENVELOPE.matcher(line.substring(start).strip()).matches()
        ? Optional.empty()
        : Optional.of(malformed(line, "the line is not a <row .../> element"));
  }

  private Object[] cells(String[] values) throws MalformedLineException {
    Object[] cells = new Object[fields.length + 2];
    for (int i = 0; i < fields.length; i++) {
      if (values[i] != null) {
        cells[i] = cell(fields[i], values[i]);
      } else if (!fields[i].nullable()) {
        throw new MalformedLineException("attribute " + fields[i].name() + " is missing");
      }
    }
    return cells;
  }

  private static Object cell(StructField field, String value) throws MalformedLineException {
    DataType type = field.dataType();
    try {
      if (type.equals(DataTypes.LongType)) {
        return Long.valueOf(value);
      }
      if (type.equals(DataTypes.IntegerType)) {
        return Integer.valueOf(value);
      }
      if (type.equals(DataTypes.TimestampType)) {
        LocalDateTime time = LocalDateTime.parse(value);
        return Math.addExact(
            Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), 1_000_000L),
            time.getNano() / 1_000);
      }
      if (type.equals(DataTypes.DateType)) {
        return Math.toIntExact(LocalDateTime.parse(value).toLocalDate().toEpochDay());
      }
      return value;
    } catch (NumberFormatException notANumber) {
      throw new MalformedLineException(
          "attribute " + field.name() + " is not a whole number in range: " + value);
    } catch (DateTimeParseException | ArithmeticException notADate) {
      throw new MalformedLineException(
          "attribute " + field.name() + " is not a date like 2018-03-12T17:00:45.567: " + value);
    }
  }

  private Row malformed(String line, String reason) {
    Object[] cells = new Object[fields.length + 2];
    for (int i = 0; i < fields.length; i++) {
      if (!fields[i].nullable()) {
        cells[i] = plain(fields[i].dataType()).equals(DataTypes.LongType) ? (Object) 0L : 0;
      }
    }
    cells[fields.length] = reason;
    cells[fields.length + 1] =
        line.substring(0, Math.min(line.length(), LINE_BEGINNING_CHARACTERS));
    return RowFactory.create(cells);
  }
}
