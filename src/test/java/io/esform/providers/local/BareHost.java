package io.esform.providers.local;

import io.esform.es.Platform.HostNetwork;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PlatformException;
import io.esform.render.cloudinit.HostFile;
import java.util.List;
import java.util.TreeMap;

/// A container of the host image with files of the test only, without those of the provider
/// `local`.
///
/// @param network one that a `local_network` has created
record BareHost(String network, String name, String address, List<HostFile> files) {

  private static final String IMAGE = "localhost/esform-host:latest";

  void start(Engine engine) throws PlatformException {
    var container =
        new HostContainer(specification(), "none", IMAGE, Network.get(engine, network), 0);
    String id =
        engine.ask(
            "making a bare host",
            // Without the variable that marks a container for programs.
            docker ->
                container
                    .command(docker)
                    .withCmd("env", "-u", "container", "/sbin/init")
                    .exec()
                    .getId());
    var archive = new Archive();
    files.forEach(
        file -> archive.file(file.path(), file.content(), Integer.parseInt(file.mode(), 8)));
    engine.change(
        "laying files into a bare host",
        docker ->
            docker
                .copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(archive.stream())
                .exec());
    engine.change("starting a bare host", docker -> docker.startContainerCmd(id).exec());
  }

  private HostSpecification specification() {
    var none = new HostNetwork(network, "", new TreeMap<>(), List.of(), null, null);
    var placement =
        new HostPlacement("es_node." + name, name, none, address, null, null, null, null, false);
    return new HostSpecification(
        placement, "", null, new TreeMap<>(), new TreeMap<>(), List.of(), 1, 60);
  }
}
