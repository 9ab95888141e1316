package io.esform.cli.view;

import static io.esform.cli.view.Plans.change;
import static io.esform.cli.view.Plans.files;
import static io.esform.cli.view.Plans.node;
import static io.esform.cli.view.Plans.object;

import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Reason;
import io.esform.provider.RendersFiles.FileComparison;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Hosts, their changes and their attributes, for tests of their display.
final class SampleHosts {

  private SampleHosts() {}

  static ObjectValue created() {
    return node(
        "id", Value.unknown(Types.STRING),
        "network", object("id", Value.unknown(Types.STRING), "cidr", Value.of("10.77.0.0/24")),
        "proxy",
            object("host", Value.of("lb"), "port", Value.of(443), "token", Value.of("hunter5")),
        "mount", mounts("config", "governance"),
        "files", files(rendered(50)));
  }

  static ObjectValue withProxy() {
    return node(
        "proxy",
            object("host", Value.of("lb"), "port", Value.of(443), "token", Value.of("hunter5")),
        "mount", mounts("config", "governance"));
  }

  static Value mounts(String... names) {
    return Value.listOf(
        Types.ANY,
        Stream.of(names)
            .map(name -> object("name", Value.of(name), "path", Value.of("/_system/" + name)))
            .toList());
  }

  static Change replaced() {
    return change(
        0,
        Action.REPLACE,
        Reason.REQUIRES_REPLACEMENT,
        node(),
        node(
            "address",
            Value.of("10.77.0.31"),
            "id",
            Value.unknown(Types.STRING),
            "max_active",
            Value.nullOf(Types.NUMBER)),
        List.of(AttributePath.of("address")),
        List.of("user-data 5,212 of 16,384 bytes"));
  }

  static Change hosts(int index) {
    return change(
        index,
        Action.UPDATE,
        Reason.VALUES,
        node("files", files(rendered(50))),
        node(
            "max_active",
            Value.of(80),
            "generation",
            Value.of(2),
            "user_data",
            Value.of("H5"),
            "files",
            files(rendered(80))),
        List.of(),
        List.of("user-data 5,212 of 16,384 bytes"));
  }

  /// The files of a new host; one differs from those of other hosts.
  static Map<String, String> alike() {
    var files = new TreeMap<>(rendered(50));
    files.put("/etc/hosts", "127.0.0.1 store-1\n");
    return files;
  }

  static Map<String, String> rendered(int size) {
    String source =
        "<pool>\n"
            + "  <url>jdbc:mysql://carbondb.mysql-wso2.com:3306/WSO2_CARBON_DB</url>\n"
            + "  <wait>60000</wait>\n"
            + "  <idle>5</idle>\n"
            + "  <maxActive>"
            + size
            + "</maxActive>\n"
            + "  <test>true</test>\n"
            + "  <query>SELECT 1</query>\n"
            + "  <interval>30000</interval>\n"
            + "</pool>\n";
    String vhost = "upstream store {\n  server 10.77.0.21:9443;\n}" + (size == 50 ? "\n" : "");
    return size == 50
        ? Map.of(
            "/etc/esform/master-datasources.xsl",
            source,
            "/etc/nginx/conf.d/store.conf",
            vhost,
            "/etc/hosts",
            "127.0.0.1 localhost\n")
        : Map.of(
            "/etc/esform/master-datasources.xsl",
            source,
            "/etc/nginx/conf.d/store.conf",
            vhost,
            "/etc/motd",
            "Hello\u001b[31m\n");
  }

  /// The attribute of a sample contains the texts themselves.
  static FileTexts texts() {
    return (_, before, after) -> new FileComparison(texts(before), texts(after));
  }

  private static SortedMap<String, RenderedFile> texts(@Nullable ObjectValue object) {
    var files = new TreeMap<String, RenderedFile>();
    if (object != null && object.attributes().get("files") instanceof MapValue map) {
      map.elements()
          .forEach((path, text) ->
              files.put(path, new RenderedFile(path, ((StringValue) text).value(), null)));
    }
    return files;
  }

  static Value numbered(int count, int odd) {
    return Value.listOf(
        Stream.iterate(0, n -> n + 1)
            .limit(count)
            .map(n -> n == odd ? "odd" : "10.77.1." + n)
            .toList());
  }

  static Value roles(String... roles) {
    return new Value.SetValue(Types.STRING, Stream.of(roles).map(Value::of).toList());
  }

  static Value labels(String... pairs) {
    var labels = new TreeMap<String, Value>();
    for (int index = 0; index < pairs.length; index += 2) {
      labels.put(pairs[index], Value.of(pairs[index + 1]));
    }
    return Value.mapOf(Types.STRING, labels);
  }

  static Value sources(int size, String last) {
    return Value.listOf(
        Types.ANY,
        Stream.of("carbon", "registry", last)
            .map(name ->
                object(
                    "name",
                    Value.of(name),
                    "url",
                    Value.of("jdbc:mysql://carbondb.mysql-wso2.com:3306/" + name),
                    "size",
                    Value.of(name.equals("registry") ? size : 50)))
            .toList());
  }

  static String poem(String number) {
    return "one\ntwo\nthree\nfour\nfive\nsix\nseven\n" + number + "\nnine\nten\neleven\ntwelve\n";
  }
}
