package io.dealrank.features;

import io.dealrank.features.contract.AttributeVersions;
import io.dealrank.features.vertical.Role;
import io.dealrank.features.vertical.Vertical;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Names under which the attributes of the two sides are read in expressions: by role ({@code
 * searcher.x}, {@code listing.x}, {@code owner.x}) and by entity name ({@code resume.salary}) where
 * the entity plays one role only.
 */
public final class Entities {
  private Entities() {}

  /**
   * Adds the structs of attributes that the expressions mention, as valid at each row's instant.
   *
   * @param times role to the column with the instant at which its attributes are read
   */
  public static Dataset<Row> attach(
      Dataset<Row> rows,
      Vertical vertical,
      Lake lake,
      Map<Role, String> times,
      List<String> expressions) {
    Dataset<Row> attached = rows;
    for (Map.Entry<String, Role> name : names(vertical).entrySet()) {
      Dataset<Row> versions = lake.entities().get(vertical.entityOf(name.getValue()));
      if (versions != null && AttributeVersions.mentions(expressions, name.getKey())) {
        attached =
            AttributeVersions.join(
                attached,
                versions,
                name.getValue().keyColumn(),
                times.get(name.getValue()),
                name.getKey());
      }
    }
    return attached;
  }

  /** Every usable name and the role it reads. */
  static Map<String, Role> names(Vertical vertical) {
    Map<String, Role> names = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      names.put(role.lowerName(), role);
    }
    for (Role role : Role.values()) {
      String entity = vertical.entityOf(role);
      boolean sameListing = role == Role.OWNER && entity.equals(vertical.listing().entity());
      boolean bothSides = vertical.searcher().entity().equals(entity) && role != Role.SEARCHER;
      boolean asked =
          role == Role.SEARCHER
              && (entity.equals(vertical.listing().entity())
                  || entity.equals(vertical.listing().owner()));
      if (!sameListing && !bothSides && !asked) {
        names.putIfAbsent(entity, role);
      }
    }
    return names;
  }
}
