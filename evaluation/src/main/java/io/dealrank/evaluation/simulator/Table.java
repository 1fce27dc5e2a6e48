package io.dealrank.evaluation.simulator;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of a simulated marketplace, as such a marketplace would log them, and the truth that
 * no log holds. Identifiers and times are never null unless the comment says what null means; all
 * times are UTC, validity is {@code [valid_from, valid_to)}.
 */
public enum Table {
  /** Resumes shown to employers. Key: (query_id, resume_id). */
  IMPRESSIONS(
      """
      query_id STRING,
      employer_id STRING COMMENT 'who searches',
      resume_id STRING,
      candidate_id STRING COMMENT 'whose resume it is',
      queried_at TIMESTAMP,
      shown_at TIMESTAMP,
      position INT COMMENT '1-based, as shown',
      production_score DOUBLE COMMENT 'what the list was ordered by, descending, unless shuffled',
      schedule_wanted STRING COMMENT 'filter of the query',
      salary_max INT COMMENT 'filter of the query, currency units per month',
      category STRING,
      region STRING,
      shuffled BOOLEAN COMMENT 'true: the list was shown in random order'"""),

  /** Contacts that employers paid for, with their outcomes. Key: contact_id. */
  CONTACTS(
      """
      contact_id STRING,
      query_id STRING,
      employer_id STRING,
      resume_id STRING,
      candidate_id STRING,
      channel STRING COMMENT 'chat, masked_phone or in_app_call',
      contacted_at TIMESTAMP,
      responded_at TIMESTAMP COMMENT 'null: no response in the period',
      hired_at TIMESTAMP COMMENT 'null: no hire in the period',
      price INT COMMENT 'currency units paid for the contact'"""),

  /** Versions of resumes while they are online. Key: (resume_id, valid_from). */
  RESUMES(
      """
      resume_id STRING,
      candidate_id STRING,
      valid_from TIMESTAMP,
      valid_to TIMESTAMP COMMENT 'null: still valid',
      schedule STRING COMMENT 'full_day, shift, flexible or remote',
      salary INT COMMENT 'wanted, currency units per month',
      salary_band STRING,
      experience STRING COMMENT 'none, junior, middle or senior',
      category STRING,
      region STRING,
      photo BOOLEAN,
      completeness DOUBLE COMMENT 'share of the form filled in, 0 to 1'"""),

  /** Versions of employers. Key: (employer_id, valid_from). */
  EMPLOYERS(
      """
      employer_id STRING,
      valid_from TIMESTAMP,
      valid_to TIMESTAMP COMMENT 'null: still valid',
      category STRING,
      region STRING,
      size STRING COMMENT 'small, medium or large'"""),

  /** Versions of candidates. Key: (candidate_id, valid_from). */
  CANDIDATES(
      """
      candidate_id STRING,
      valid_from TIMESTAMP,
      valid_to TIMESTAMP COMMENT 'null: still valid',
      region STRING"""),

  /** Versions of vacancies while they are online. Key: (vacancy_id, valid_from). */
  VACANCIES(
      """
      vacancy_id STRING,
      employer_id STRING,
      valid_from TIMESTAMP,
      valid_to TIMESTAMP COMMENT 'null: still valid',
      schedule STRING COMMENT 'full_day, shift, flexible or remote',
      salary INT COMMENT 'offered, currency units per month',
      salary_band STRING,
      experience STRING COMMENT 'none, junior, middle or senior',
      category STRING,
      region STRING"""),

  /** Vacancies shown to candidates. Key: (query_id, vacancy_id). */
  VACANCY_IMPRESSIONS(
      """
      query_id STRING,
      candidate_id STRING COMMENT 'who searches',
      vacancy_id STRING,
      employer_id STRING COMMENT 'whose vacancy it is',
      queried_at TIMESTAMP,
      shown_at TIMESTAMP,
      position INT COMMENT '1-based, as shown',
      production_score DOUBLE COMMENT 'what the list was ordered by, descending, unless shuffled',
      schedule_wanted STRING COMMENT 'filter of the query',
      salary_min INT COMMENT 'filter of the query, currency units per month',
      category STRING,
      region STRING,
      shuffled BOOLEAN COMMENT 'true: the list was shown in random order'"""),

  /** Applications of candidates, with their outcomes. Key: application_id. */
  APPLICATIONS(
      """
      application_id STRING,
      query_id STRING,
      candidate_id STRING,
      vacancy_id STRING,
      employer_id STRING,
      channel STRING COMMENT 'chat, masked_phone or in_app_call',
      applied_at TIMESTAMP,
      responded_at TIMESTAMP COMMENT 'null: no response in the period',
      hired_at TIMESTAMP COMMENT 'null: no hire in the period'"""),

  /** Truth behind every impression of both sides. Key: (query_id, listing_id). */
  TRUTH_IMPRESSIONS(
      """
      query_id STRING,
      listing_id STRING COMMENT 'resume_id or vacancy_id',
      side STRING COMMENT 'resumes or vacancies: what was searched',
      examination DOUBLE COMMENT 'P(examined | position)',
      contact_probability DOUBLE COMMENT 'P(contact | examined)',
      hire_probability DOUBLE COMMENT 'P(response and hire | contact), however late',
      deal_probability DOUBLE COMMENT 'contact_probability * hire_probability'"""),

  /** Spells of availability of candidates. Key: (candidate_id, available_from). */
  TRUTH_CANDIDATES(
      """
      candidate_id STRING,
      available_from TIMESTAMP,
      found_work_at TIMESTAMP COMMENT 'null: still available at the end of the period',
      response_chat DOUBLE COMMENT 'P(response | contact in this channel, available)',
      response_masked_phone DOUBLE COMMENT 'P(response | contact in this channel, available)',
      response_in_app_call DOUBLE COMMENT 'P(response | contact in this channel, available)'"""),

  /** Hidden preferences of employers, in log-odds of a hire. Key: employer_id. */
  TRUTH_EMPLOYERS(
      """
      employer_id STRING,
      schedule_full_day DOUBLE,
      schedule_shift DOUBLE,
      schedule_flexible DOUBLE,
      schedule_remote DOUBLE,
      experience_none DOUBLE,
      experience_junior DOUBLE,
      experience_middle DOUBLE,
      experience_senior DOUBLE,
      salary_over_budget DOUBLE COMMENT 'per unit of ln(salary / budget) above 0',
      budget INT COMMENT 'currency units per month',
      response_chat DOUBLE COMMENT 'P(response | application in this channel, vacancy open)',
      response_masked_phone DOUBLE COMMENT 'P(response | application in this channel, vacancy open)',
      response_in_app_call DOUBLE COMMENT 'P(response | application in this channel, vacancy open)'""");

  private final StructType schema;

  Table(String ddl) {
    this.schema = StructType.fromDDL(ddl);
  }

  /** Name of the table, for example {@code truth_impressions}. */
  public String tableName() {
    return Label.of(this);
  }

  /** Columns, types and units. */
  public StructType schema() {
    return schema;
  }

  /** The schema as a task emits it: instants as BIGINT milliseconds since 1970-01-01. */
  StructType emitted() {
    StructType emitted = new StructType();
    for (StructField field : schema.fields()) {
      boolean instant = field.dataType().equals(DataTypes.TimestampType);
      emitted = emitted.add(field.name(), instant ? DataTypes.LongType : field.dataType(), true);
    }
    return emitted;
  }
}
