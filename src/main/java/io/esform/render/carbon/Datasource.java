package io.esform.render.carbon;

/// The datasources that Carbon and the Enterprise Store look up, with their JNDI names.
enum Datasource {
  CARBON("WSO2_CARBON_DB", "jdbc/WSO2CarbonDB", "The node's own registry"),
  USERS("WSO2UM_DB", "jdbc/WSO2UM_DB", "Users, roles and permissions"),
  REGISTRY("Registry_DB", "jdbc/WSO2RegistryDB", "The registry that all nodes share"),
  IDENTITY("IDENTITY_DB", "jdbc/WSO2IdentityDB", "The identity provider"),
  SOCIAL("WSO2_SOCIAL_DB", "jdbc/WSO2SocialDB", "The social framework"),
  STORAGE("WSO2_STORAGE_DB", "jdbc/WSO2StorageDB", "The storage of applications");

  private final String id;
  private final String jndiName;
  private final String description;

  Datasource(String id, String jndiName, String description) {
    this.id = id;
    this.jndiName = jndiName;
    this.description = description;
  }

  String id() {
    return id;
  }

  String jndiName() {
    return jndiName;
  }

  String description() {
    return description;
  }
}
