package io.dealrank.jobs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** The rules of docs/architecture.md that a compiler does not check. */
@AnalyzeClasses(packages = "io.dealrank", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String EVALUATION = "io.dealrank.evaluation..";
  private static final String FEATURES = "io.dealrank.features..";
  private static final String RANKING = "io.dealrank.ranking..";
  private static final String JOBS = "io.dealrank.jobs..";
  private static final String TESTING = "io.dealrank.testing..";

  @ArchTest
  static final ArchRule evaluation_depends_on_nothing_of_ours =
      noClasses()
          .that()
          .resideInAPackage(EVALUATION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FEATURES, RANKING, JOBS, TESTING);

  @ArchTest
  static final ArchRule features_depend_on_nothing_of_ours =
      noClasses()
          .that()
          .resideInAPackage(FEATURES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EVALUATION, RANKING, JOBS, TESTING);

  @ArchTest
  static final ArchRule ranking_depends_on_features_only =
      noClasses()
          .that()
          .resideInAPackage(RANKING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EVALUATION, JOBS, TESTING);

  @ArchTest
  static final ArchRule jobs_do_not_need_test_code =
      noClasses()
          .that()
          .resideInAPackage(JOBS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TESTING);

  @ArchTest
  static final ArchRule sessions_clocks_and_exits_belong_to_jobs =
      noClasses()
          .that()
          .resideInAnyPackage(EVALUATION, FEATURES, RANKING)
          .should()
          .callMethodWhere(
              target(nameMatching("builder|active|getOrCreate"))
                  .and(target(owner(nameMatching("org\\.apache\\.spark\\..*SparkSession.*")))))
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  /** {@code head()} of an aggregate is allowed: one row, however many rows there were. */
  @ArchTest
  static final ArchRule libraries_do_not_collect =
      noClasses()
          .that()
          .resideInAnyPackage(EVALUATION, FEATURES, RANKING)
          .should()
          .callMethodWhere(
              target(nameMatching("collect|collectAsList|toLocalIterator|take|takeAsList"))
                  .and(target(owner(resideInAPackage("org.apache.spark..")))));

  @ArchTest
  static final ArchRule no_user_defined_functions =
      noClasses()
          .should()
          .callMethodWhere(
              target(nameMatching("udf|udaf|registerJava|registerJavaUDAF"))
                  .and(target(owner(resideInAPackage("org.apache.spark..")))))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("org\\.apache\\.spark\\.sql\\.(api\\.java\\.UDF\\d+|UDFRegistration)");
}
