package io.dealrank.evaluation.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealrank.evaluation.metrics.Discount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every value of inequality and exposure that was computed independently. The reference files lie
 * beside the checkout; without them these tests are skipped.
 */
class ExposureGoldTest {
  private static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared/gold/ranking");

  private record Shown(
      String session,
      int listing,
      int position,
      double score,
      boolean contacted,
      boolean responded,
      boolean hired) {}

  private final List<Shown> impressions = new ArrayList<>();
  private int listings;
  private int compared;

  @BeforeEach
  void marketplace() throws IOException {
    assumeTrue(Files.isDirectory(GOLD), () -> "no reference files at " + GOLD);
    Map<String, Integer> numbers = new HashMap<>();
    List<String> candidates = lines("marketplace/candidates.tsv");
    for (String candidate : candidates.subList(1, candidates.size())) {
      numbers.put(candidate.split("\t")[0], listings++);
    }
    List<String> rows = lines("marketplace/impressions.tsv");
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t");
      impressions.add(
          new Shown(
              cells[0],
              numbers.get(cells[5]),
              Integer.parseInt(cells[6]),
              Double.parseDouble(cells[7]),
              cells[8].equals("1"),
              cells[9].equals("1"),
              cells[10].equals("1")));
    }
  }

  @Test
  void every_index_of_inequality_is_reproduced() throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : lines("inequality.jsonl")) {
      JsonNode row = json.readTree(line);
      double[] values =
          StreamSupport.stream(row.get("values").spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .toArray();
      row.get("expected")
          .fields()
          .forEachRemaining(
              field ->
                  compare(
                      row.get("id") + field.getKey(),
                      index(field.getKey(), values),
                      field.getValue().asDouble()));
    }
    System.out.printf("inequality.jsonl: compared %d values%n", compared);
  }

  private static double index(String name, double[] values) {
    return switch (name) {
      case "gini" -> Inequality.gini(values);
      case "gini_unbiased_n_minus_1" -> Inequality.unbiasedGini(values);
      case "share_zero" -> Inequality.shareOfZero(values);
      case "generalised_entropy_2" -> Inequality.generalisedEntropy(values, 2);
      case "generalised_entropy_05" -> Inequality.generalisedEntropy(values, 0.5);
      case "theil_t" -> Inequality.theilT(values);
      case "theil_l" -> Inequality.theilL(values);
      case "coefficient_of_variation_population" -> Inequality.coefficientOfVariation(values);
      case "top10pct_share" -> Inequality.topShare(values, 0.1);
      case "shannon_entropy_nats" -> Inequality.shannonEntropy(values);
      case "atkinson_05" -> Inequality.atkinson(values, 0.5);
      case "atkinson_1" -> Inequality.atkinson(values, 1);
      default -> throw new AssertionError(name);
    };
  }

  @Test
  void every_exposure_of_the_marketplace_is_reproduced() throws IOException {
    double[] contacts = new double[listings];
    double[] shown = new double[listings];
    for (Shown impression : impressions) {
      contacts[impression.listing()] += impression.contacted() ? 1 : 0;
      shown[impression.listing()]++;
    }
    Concentration ofContacts = Concentration.of(contacts);
    Concentration ofShown = Concentration.of(shown);
    Concentration production = exposure(Comparator.comparingInt(Shown::position));
    Concentration model =
        exposure(
            Comparator.comparingDouble((Shown s) -> -s.score()).thenComparingInt(Shown::position));
    for (String[] row : table("marketplace/expected_exposure.tsv")) {
      double actual =
          switch (row[0]) {
            case "candidates" -> ofShown.listings();
            case "shown" -> ofShown.withAny();
            case "share_never_shown" -> ofShown.shareWithNone();
            case "share_without_contact_of_all" -> ofContacts.shareWithNone();
            case "share_without_contact_of_shown" ->
                Concentration.shareWithNoneOfShown(contacts, shown);
            case "gini_contacts_all" -> ofContacts.gini();
            case "gini_exposure_prod" -> production.gini();
            case "gini_exposure_new" -> model.gini();
            case "top1pct_share_contacts" -> ofContacts.topPercentShare();
            case "top10pct_share_contacts" -> ofContacts.topTenPercentShare();
            case "top10pct_share_exposure_prod" -> production.topTenPercentShare();
            case "top10pct_share_exposure_new" -> model.topTenPercentShare();
            case "max_contacts" -> ofContacts.largest();
            default -> throw new AssertionError(row[0]);
          };
      compare(row[0], actual, Double.parseDouble(row[1]));
    }
    System.out.printf("expected_exposure.tsv: compared %d values%n", compared);
  }

  private Concentration exposure(Comparator<Shown> order) {
    Map<String, List<Shown>> sessions =
        impressions.stream()
            .collect(Collectors.groupingBy(Shown::session, TreeMap::new, Collectors.toList()));
    int[][] lists =
        sessions.values().stream()
            .map(list -> list.stream().sorted(order).mapToInt(Shown::listing).toArray())
            .toArray(int[][]::new);
    return Concentration.of(ListingExposure.of(lists, listings, Discount.LOG2));
  }

  @Test
  void every_rate_by_position_is_reproduced() throws IOException {
    int n = impressions.size();
    int[] positions = new int[n];
    boolean[] contacted = new boolean[n];
    boolean[] responded = new boolean[n];
    boolean[] hired = new boolean[n];
    for (int i = 0; i < n; i++) {
      positions[i] = impressions.get(i).position();
      contacted[i] = impressions.get(i).contacted();
      responded[i] = impressions.get(i).responded();
      hired[i] = impressions.get(i).hired();
    }
    PositionOutcomes[] outcomes = PositionOutcomes.of(positions, contacted, responded, hired);
    List<String[]> expected = table("marketplace/expected_position.tsv");
    assertThat(outcomes).hasSize(expected.size());
    for (String[] row : expected) {
      PositionOutcomes at = outcomes[Integer.parseInt(row[0]) - 1];
      double[] actual = {
        at.position(),
        at.impressions(),
        at.contacts(),
        at.responses(),
        at.hires(),
        at.contactRate(),
        at.responseRate(),
        at.hireRate()
      };
      for (int i = 0; i < actual.length; i++) {
        compare(row[0] + " column " + i, actual[i], Double.parseDouble(row[i]));
      }
    }
    System.out.printf("expected_position.tsv: compared %d values%n", compared);
  }

  private void compare(String name, double actual, double expected) {
    assertThat(actual).as(name).isEqualTo(expected, within(1e-9));
    compared++;
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(GOLD.resolve(file));
  }

  private static List<String[]> table(String file) throws IOException {
    return lines(file).stream().skip(1).map(line -> line.split("\t")).toList();
  }
}
