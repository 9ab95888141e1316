package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.providers.local.HostProbe;
import io.esform.render.cloudinit.HostFile;
import io.esform.testing.Await;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.InstanceMetadata;
import io.esform.testing.aws.OtherHand;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

/// An emulated instance, booted in a container: cloud-init detects EC2 there, and reads from a
/// metadata service that returns the data of the emulation.
final class Ec2Machine implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CONSOLE_LINES = 2000;

  private final Emulation aws;
  private final HostProbe probe;
  private final String name;
  private final InstanceMetadata metadata;

  /// @param name of the host in its network
  /// @param gateway the address of this machine for the container
  Ec2Machine(Emulation aws, HostProbe probe, String name, InetAddress gateway) {
    this.aws = aws;
    this.probe = probe;
    this.name = name;
    this.metadata = InstanceMetadata.at(gateway);
  }

  InstanceMetadata metadata() {
    return metadata;
  }

  /// Boots the instance for the first time.
  ///
  /// @param secrets the endpoint of Secrets Manager
  /// @param objects the endpoint of S3
  /// @param parameters the endpoint of Systems Manager
  void start(String id, String secrets, String objects, String parameters) {
    Instance instance = describe(id);
    probe.start(name, instance.privateIpAddress(), files(secrets, objects, parameters));
  }

  /// Reboots it with the current data of the emulation.
  void restart(String id) {
    describe(id);
    probe.restart(name);
  }

  /// The same, without an orderly shutdown.
  void crash(String id) {
    describe(id);
    probe.crash(name);
  }

  private Instance describe(String id) {
    try (var ec2 = OtherHand.ec2(aws)) {
      Instance instance =
          ec2.describeInstances(request -> request.instanceIds(id))
              .reservations()
              .getFirst()
              .instances()
              .getFirst();
      metadata.put("meta-data/instance-id", id);
      metadata.put("meta-data/local-ipv4", instance.privateIpAddress());
      metadata.put(
          "dynamic/instance-identity/document",
          "{\"instanceId\": \"%s\", \"region\": \"%s\"}".formatted(id, InstanceMetadata.REGION));
      instance
          .tags()
          .forEach(tag -> metadata.put("meta-data/tags/instance/" + tag.key(), tag.value()));
      String userData =
          ec2.describeInstanceAttribute(
                  request -> request.instanceId(id).attribute(InstanceAttributeName.USER_DATA))
              .userData()
              .value();
      metadata.put("user-data", Base64.getMimeDecoder().decode(userData));
      return instance;
    }
  }

  /// Waits until host and console report a successful boot. The console is the last to do so.
  void awaitReady(int generation) throws InterruptedException {
    String ready = "esform: ready " + generation;
    Await.until(
        name + " is ready",
        (int) PATIENCE.dividedBy(PAUSE),
        PAUSE,
        () -> {
          assertThat(probe.status(name)).as(name).doesNotStartWith("esform: failed");
          return probe.console(name, CONSOLE_LINES).stream().anyMatch(line -> line.endsWith(ready));
        },
        () -> String.join("\n", probe.console(name, CONSOLE_LINES)));
    assertThat(probe.status(name)).isEqualTo(ready);
    assertThat(probe.console(name, CONSOLE_LINES))
        .anyMatch(line -> line.endsWith("esform: generation " + generation));
  }

  /// The files that make the container an instance. The engine configures its network: cloud-init's
  /// own DHCP request fails at once, and cloud-init reads from the metadata service once the
  /// network is up.
  private List<HostFile> files(String secrets, String objects, String parameters) {
    return List.of(
        HostFile.plain(
            "/etc/cloud/cloud.cfg.d/99-ec2.cfg",
            """
            datasource_list: [Ec2]
            datasource: {Ec2: {metadata_urls: ["%s"], timeout: 5, max_wait: 30}}
            """
                .formatted(metadata.endpoint())),
        HostFile.plain("/etc/cloud/ds-identify.cfg", "policy: enabled\ndatasource: Ec2\n"),
        HostFile.plain(
            "/etc/default/esform",
            """
            AWS_EC2_METADATA_SERVICE_ENDPOINT=%s
            AWS_ENDPOINT_URL_SECRETS_MANAGER=%s
            AWS_ENDPOINT_URL_S3=%s
            AWS_ENDPOINT_URL_SSM=%s
            """
                .formatted(metadata.endpoint(), secrets, objects, parameters)),
        HostFile.executable("/usr/local/bin/systemd-detect-virt", "#!/bin/sh\nexit 1\n"),
        HostFile.executable("/usr/local/sbin/dhclient", "#!/bin/sh\nexit 1\n"),
        HostFile.executable(
            "/usr/local/sbin/dmidecode",
            """
            #!/bin/sh
            case $2 in
              system-uuid | system-serial-number) echo ec2e1916-9099-7caf-fd21-012345abcdef ;;
              *) exit 1 ;;
            esac
            """));
  }

  @Override
  public void close() {
    metadata.close();
  }
}
