package io.esform.render.carbon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Renders the changes that turn the configuration of a pack into that of a node.
public final class CarbonRenderer {

  private static final String DATASOURCES = "repository/conf/datasources/";

  private CarbonRenderer() {}

  /// Returns the changes of the node, at most one per file, in a fixed order.
  ///
  /// Each change applies to the original file of the pack. Applied to its own result, it changes
  /// nothing. The last change has the settings of the others for a kernel that writes their files
  /// itself; see {@link DeploymentFile}.
  public static List<CarbonChange> render(CarbonNode node) {
    var changes = new ArrayList<CarbonChange>();
    changes.add(ServerFile.render(node));
    changes.add(ClusteringFile.render(node.cluster()));
    changes.add(masterDatasources(node.databases()));
    changes.add(socialDatasources(node.databases()));
    changes.add(UserManagementFile.render(node.administrator()));
    addIfChanged(changes, RegistryFile.render(node));
    changes.add(ConnectorsFile.render(node.proxyPorts()));
    changes.addAll(IdentityFile.render());
    changes.addAll(ServiceProvidersFile.render(node));
    changes.addAll(ApplicationFiles.render(node));
    changes.add(DeploymentFile.render(node));
    return List.copyOf(changes);
  }

  /// Returns what a pack lacks as a whole.
  ///
  /// @param changed the text of the changed files by path
  public static List<String> notes(Map<String, String> changed) {
    var binding = "<name>" + Datasource.SOCIAL.jndiName() + "</name>";
    return changed.values().stream().anyMatch(text -> text.contains(binding))
        ? List.of()
        : List.of(
            "no datasource binds "
                + Datasource.SOCIAL.jndiName()
                + ", so the database of comments and ratings is not used");
  }

  private static void addIfChanged(List<CarbonChange> changes, @Nullable CarbonChange change) {
    if (change != null) {
      changes.add(change);
    }
  }

  private static CarbonChange masterDatasources(Databases databases) {
    var file = new DatasourcesFile(DATASOURCES + "master-datasources.xml");
    file.addIfPresent(Datasource.CARBON, databases.carbon());
    file.addIfPresent(Datasource.USERS, databases.users());
    file.addIfPresent(Datasource.REGISTRY, databases.registry());
    file.addIfPresent(Datasource.IDENTITY, databases.identity());
    file.addIfPresent(Datasource.STORAGE, databases.storage());
    // Version 1.2 has it here; later versions have a file of their own.
    file.replace(Datasource.SOCIAL, databases.social());
    return file.render(false);
  }

  private static CarbonChange socialDatasources(Databases databases) {
    var file = new DatasourcesFile(DATASOURCES + "social-datasources.xml");
    file.addIfPresent(Datasource.SOCIAL, databases.social());
    return file.render(true);
  }
}
