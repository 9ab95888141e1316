package io.esform.render.urls;

import io.esform.render.carbon.CarbonNode;
import io.esform.render.json.JsonLookup;
import io.esform.render.toml.TomlLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// Checks that the files of a node have one idea of the URLs for browsers: the host name and port
/// of the load balancer, and the issuers and consumer URLs of single sign-on.
public final class UrlCheck {

  private static final String CARBON = "repository/conf/carbon.xml";
  private static final String CONNECTORS = "repository/conf/tomcat/catalina-server.xml";
  private static final String DEPLOYMENT = "repository/conf/deployment.toml";
  private static final String IDENTITY = "identity.xml";
  private static final String PROVIDERS = "sso-idp-config.xml";
  private static final List<String> APPLICATIONS = List.of("publisher", "store");
  private static final Pattern URL =
      Pattern.compile("(?<scheme>https?)://(?<host>[A-Za-z0-9.-]+)(?::(?<port>[0-9]+))?");
  private static final Pattern PORT = Pattern.compile("(https?://[A-Za-z0-9.-]+):[0-9]+");
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->|(?m)^\\s*#.*$");
  private static final String OWN_HOST = "%https.host%";

  private final CarbonNode node;
  private final SortedMap<String, String> files;
  private final List<UrlFault> faults = new ArrayList<>();

  private UrlCheck(CarbonNode node, SortedMap<String, String> files) {
    this.node = node;
    this.files = files;
  }

  /// A value that differs from others.
  ///
  /// @param files with the values, by their paths below the pack's root
  /// @param detail in full sentences, without the first file
  public record UrlFault(List<String> files, String detail) {

    public UrlFault {
      files = List.copyOf(files);
    }
  }

  /// @param files the changed files of the node, text by path below the pack's root
  public static List<UrlFault> check(CarbonNode node, SortedMap<String, String> files) {
    var check = new UrlCheck(node, files);
    check.hostName();
    check.proxyPorts();
    check.deployment();
    check.singleSignOn();
    check.urls();
    return List.copyOf(check.faults);
  }

  private void fault(String file, String detail) {
    fault(List.of(file), detail);
  }

  private void fault(List<String> inFiles, String detail) {
    faults.add(new UrlFault(inFiles, detail));
  }

  private void hostName() {
    xml(CARBON)
        .flatMap(root -> XmlFile.text(root, "HostName"))
        .ifPresent(name -> expectHostName(CARBON, "HostName", name));
  }

  private void expectHostName(String file, String what, String name) {
    if (!name.equals(node.hostName()) && !name.contains("${")) {
      fault(
          file,
          "%s is %s, but the virtual host of the load balancer for this node is %s. Carbon would send browsers to the other name."
              .formatted(what, name, node.hostName()));
    }
  }

  private void proxyPorts() {
    xml(CONNECTORS).map(root -> XmlFile.all(root, "Connector")).stream()
        .flatMap(List::stream)
        .filter(connector -> connector.hasAttribute("proxyPort"))
        .filter(connector ->
            !connector.getAttribute("protocol").toLowerCase(Locale.ROOT).contains("ajp"))
        .forEach(connector -> {
          boolean isSecure =
              connector.getAttribute("scheme").equals("https")
                  || connector.getAttribute("SSLEnabled").equals("true");
          expectPort(
              CONNECTORS,
              "proxyPort of the %s connector".formatted(isSecure ? "https" : "http"),
              connector.getAttribute("proxyPort"),
              isSecure);
        });
  }

  private void expectPort(String file, String what, String port, boolean isSecure) {
    int expected = isSecure ? node.proxyPorts().https() : node.proxyPorts().http();
    if (port.matches("[0-9]+") && !port.equals(Integer.toString(expected))) {
      fault(
          file,
          "%s is %s, but browsers reach the load balancer at port %d (proxy_ports of the node). Carbon would send them to the other port."
              .formatted(what, port, expected));
    }
  }

  private void deployment() {
    String file = files.get(DEPLOYMENT);
    if (file == null) {
      return;
    }
    TomlLookup.value(file, List.of("server", "hostname"))
        .ifPresent(name -> expectHostName(DEPLOYMENT, "server.hostname", name));
    for (String scheme : List.of("https", "http")) {
      TomlLookup.value(file, List.of("transport", scheme, "properties", "proxyPort"))
          .ifPresent(port ->
              expectPort(
                  DEPLOYMENT,
                  "transport.%s.properties.proxyPort".formatted(scheme),
                  port,
                  scheme.equals("https")));
    }
  }

  /// Every URL with a host name of the load balancer has its port.
  private void urls() {
    files.forEach((file, text) -> {
      if (hasUrls(file)) {
        var wrong = new TreeSet<String>();
        Matcher url = URL.matcher(COMMENT.matcher(text).replaceAll(""));
        while (url.find()) {
          if (isOurs(url.group("host")) && !hasOurPort(url)) {
            wrong.add(url.group());
          }
        }
        wrong.forEach(found ->
            fault(
                file,
                "The URL %s has another port than the load balancer, which browsers reach at https port %d and http port %d."
                    .formatted(found, node.proxyPorts().https(), node.proxyPorts().http())));
      }
    });
  }

  private static boolean hasUrls(String file) {
    return Stream.of(CARBON, DEPLOYMENT, IDENTITY, PROVIDERS, "publisher.json", "store.json")
        .anyMatch(file::endsWith);
  }

  private boolean isOurs(String host) {
    return host.equals(node.hostNames().publisher()) || host.equals(node.hostNames().store());
  }

  private boolean hasOurPort(Matcher url) {
    boolean isSecure = url.group("scheme").equals("https");
    int expected = isSecure ? node.proxyPorts().https() : node.proxyPorts().http();
    String port = url.group("port");
    int found = port == null ? (isSecure ? 443 : 80) : Integer.parseInt(port);
    return found == expected;
  }

  private void singleSignOn() {
    for (String application : APPLICATIONS) {
      String json = file(application + ".json");
      if (json != null) {
        application(application, json);
      }
    }
    sameProvider();
  }

  private void application(String application, String json) {
    String text = files.getOrDefault(json, "");
    SsoSettings settings = SsoSettings.of(application, text);
    String providers = file(PROVIDERS);
    List<Element> services =
        providers == null
            ? List.of()
            : xml(providers).map(root -> XmlFile.all(root, "ServiceProvider")).orElse(List.of());
    String issuer = settings.issuer().orElse(null);
    if (issuer == null || services.isEmpty() || providers == null) {
      return;
    }
    List<Element> own =
        services.stream()
            .filter(service -> XmlFile.text(service, "Issuer").filter(issuer::equals).isPresent())
            .toList();
    if (own.isEmpty()) {
      fault(
          List.of(json, providers),
          "The issuer of the %s is \"%s\", but %s has no service provider with this issuer. The identity provider would refuse its logins."
              .formatted(application, issuer, providers));
      return;
    }
    settings
        .consumer()
        .map(consumer -> consumer.replace(OWN_HOST, origin(application)))
        .ifPresent(consumer -> consumers(List.of(providers, json), application, own, consumer));
  }

  private String origin(String application) {
    return node.proxyPorts()
        .origin(
            application.equals("store") ? node.hostNames().store() : node.hostNames().publisher());
  }

  private void consumers(
      List<String> inFiles, String application, List<Element> own, String consumer) {
    List<String> accepted =
        own.stream()
            .flatMap(service ->
                Stream.of(
                        "AssertionConsumerService",
                        "AssertionConsumerServiceURL",
                        "DefaultAssertionConsumerServiceURL")
                    .flatMap(name -> XmlFile.all(service, name).stream()))
            .map(element -> element.getTextContent().strip())
            .distinct()
            .toList();
    if (!accepted.isEmpty() && !accepted.contains(consumer)) {
      fault(
          inFiles,
          "The consumer URL of the service provider for the %s is %s, but the %s expects responses at %s."
              .formatted(application, String.join(", ", accepted), application, consumer));
    }
  }

  /// Both applications log in at one identity provider. {@link #urls} checks its port.
  private void sameProvider() {
    var urls = new TreeSet<String>();
    String last = null;
    for (String application : APPLICATIONS) {
      String json = file(application + ".json");
      Optional<String> url =
          json == null
              ? Optional.empty()
              : SsoSettings.of(application, files.getOrDefault(json, "")).provider();
      if (url.isPresent()) {
        urls.add(PORT.matcher(url.get()).replaceFirst("$1"));
        last = json;
      }
    }
    if (urls.size() > 1 && last != null) {
      fault(
          last,
          "The applications have different identity providers: %s. A login to one would not be a login to the other."
              .formatted(String.join(" and ", urls)));
    }
  }

  /// The path of the changed file of that name.
  private @Nullable String file(String name) {
    return files.keySet().stream()
        .filter(path -> path.endsWith("/" + name))
        .findFirst()
        .orElse(null);
  }

  private Optional<Element> xml(String file) {
    return Optional.ofNullable(files.get(file)).flatMap(XmlFile::root);
  }

  /// The settings of an application for single sign-on.
  private record SsoSettings(
      Optional<String> issuer, Optional<String> consumer, Optional<String> provider) {

    static SsoSettings of(String application, String json) {
      List<String> attributes = List.of("authentication", "methods", "sso", "attributes");
      List<String> old = List.of("ssoConfiguration");
      return new SsoSettings(
          text(json, attributes, "issuer").or(() -> text(json, old, "issuer")),
          text(json, attributes, "acs").or(() -> text(json, old, application + "Acs")),
          text(json, attributes, "identityProviderURL")
              .or(() -> text(json, old, "identityProviderURL")));
    }

    private static Optional<String> text(String json, List<String> block, String name) {
      return JsonLookup.text(json, Stream.concat(block.stream(), Stream.of(name)).toList());
    }
  }
}
