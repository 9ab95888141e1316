package io.esform.es;

import io.esform.es.BundlePlace.Embedded;
import io.esform.es.Platform.Abilities;
import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.cloudinit.UserData;
import io.esform.schema.AttributeSchema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plans one host: its attributes and its generation.
final class HostPlanner {

  private static final int SHOWN_SHARES = 5;

  private static final String OUT_OF_USER_DATA =
      "\nSet a place for bundles in the network of the host. Then user-data contains only settings,"
          + " and the host fetches all other files when it boots:\n\n"
          + "    network = { ..., bundles = \"s3://BUCKET/PREFIX\" }\n\n"
          + "Or put database scripts into the pack's zip instead of \"overlay\", and shorten long"
          + " lists.";

  private final HostKind kind;
  private final Abilities abilities;
  private final InputFiles inputFiles;
  private final PlanRequest request;
  private final Arguments host;
  private final Faults faults = new Faults();
  private final List<String> notes = new ArrayList<>();
  private @Nullable String effect;

  HostPlanner(HostKind kind, Abilities abilities, InputFiles inputFiles, PlanRequest request) {
    this.kind = kind;
    this.abilities = abilities;
    this.inputFiles = inputFiles;
    this.request = request;
    this.host = Arguments.of(request.proposed());
  }

  PlanResponse plan() {
    ObjectValue planned =
        request
            .proposed()
            .with(HostSchema.READY, Value.of(true))
            .with(HostSchema.PROBLEMS, HostSchema.textsOrNull(List.of()))
            .with(HostSchema.DEVIATIONS, HostSchema.textsOrNull(List.of()))
            .with(HostSchema.ID, id(request.prior()));
    checkImage();
    if (!rendersKnown(kind, host)) {
      checkInputs(true);
      return response(withoutFiles(planned), claims());
    }
    List<HostFile> files = kind.files(host);
    Value checksums = RenderedFiles.attribute(files);
    long generation = generation(checksums);
    checkInputs(isDelivered(generation));
    if (isDelivered(generation) && inputFiles.areDelivered() && faults.toList().isEmpty()) {
      kind.faultsOfInputs(host).forEach(faults::add);
      notes.addAll(kind.notesOfInputs(host));
    }
    effect = effect(files, generation);
    ObjectValue rendered =
        planned.with(HostSchema.FILES, checksums).with(HostSchema.GENERATION, Value.of(generation));
    return response(withUserData(rendered, files, generation), claims());
  }

  /// The user-data is unknown as long as the place of the bundle is unknown.
  ///
  /// While nothing changes, it is the applied one: the place may have changed, and other versions
  /// of zlib may compress the same message differently.
  private ObjectValue withUserData(ObjectValue planned, List<HostFile> files, long generation) {
    BundlePlace place = BundlePlace.of(abilities, host).orElse(null);
    if (place == null) {
      return isDelivered(generation) ? withoutUserData(planned) : withPriorUserData(planned);
    }
    UserData userData = BootData.of(files, (int) generation, place).userData();
    checkBudget(files, userData, generation, place);
    notes.add(budget(userData.bytes()));
    return isDelivered(generation)
        ? planned
            .with(HostSchema.USER_DATA_BYTES, Value.of(userData.bytes()))
            .with(HostSchema.USER_DATA_SHA256, Value.of(userData.sha256()))
        : withPriorUserData(planned);
  }

  /// Checks the known inputs: all inputs if the host is updated, else only those that the
  /// configuration has changed.
  private void checkInputs(boolean delivered) {
    if (!inputFiles.areDelivered()) {
      return;
    }
    ObjectValue prior = request.prior();
    List<Input> before = prior == null ? List.of() : kind.inputs(Arguments.of(prior));
    kind.inputs(host).stream()
        .filter(input -> delivered || before.stream().noneMatch(input::isSame))
        .forEach(input -> input.fault(inputFiles, abilities).ifPresent(faults::add));
  }

  private void checkImage() {
    String size = host.text(HostSchema.SIZE).orElse(null);
    String image = host.text(HostSchema.IMAGE).orElse(null);
    abilities
        .sizes()
        .misfit(size, image)
        .ifPresent(
            text -> faults.add(host.at(HostSchema.IMAGE), "Image for another architecture", text));
  }

  /// Whether the inputs are delivered. An unchanged host does not need them again.
  private boolean isDelivered(long generation) {
    ObjectValue prior = request.prior();
    return prior == null || generation != priorGeneration(prior);
  }

  private @Nullable String effect(List<HostFile> files, long generation) {
    ObjectValue prior = request.prior();
    if (prior == null || generation == priorGeneration(prior)) {
      return null;
    }
    if (!prior.get(HostSchema.READY).equals(Value.of(true))) {
      return abilities.applying() && hasPriorSize(prior)
          ? "not ready: applied again, starts what does not run"
          : "not ready: reboots the host";
    }
    return abilities.applying() && hasPriorSize(prior)
        ? kind.effect(HostChange.of(kind, prior, host, files, !sameSecrets(prior)))
        : "reboots the host: unavailable until it is ready again";
  }

  private boolean hasPriorSize(ObjectValue prior) {
    return prior.get(HostSchema.SIZE).equals(request.proposed().get(HostSchema.SIZE));
  }

  private PlanResponse response(ObjectValue planned, List<Claim> claims) {
    return new PlanResponse(
        planned, replacements(), claims, notes, effect, faults.toList(), kind.relations(host));
  }

  private static Value id(@Nullable ObjectValue prior) {
    return prior == null ? Value.unknown(Types.STRING) : prior.get(HostSchema.ID);
  }

  /// Whether all values of the rendered files are known.
  static boolean rendersKnown(HostKind kind, Arguments host) {
    for (AttributeSchema attribute : kind.schema().attributes().values()) {
      boolean isArgument = attribute.presence().isConfigurable();
      if (isArgument && !isLate(kind, attribute.name()) && !host.isKnown(attribute.name())) {
        return false;
      }
    }
    var cidr = host.block(HostSchema.NETWORK).filter(network -> network.isKnown("cidr"));
    return cidr.isPresent()
        && kind.schema().blocks().keySet().stream()
            .allMatch(block -> blockKnown(kind, host, block));
  }

  /// Secrets and settings of the platform are not part of any file.
  private static boolean isLate(HostKind kind, String attribute) {
    return HostSchema.OF_THE_PLATFORM.contains(attribute)
        || kind.secrets().stream().anyMatch(secret -> secret.path().equals(List.of(attribute)));
  }

  private static boolean blockKnown(HostKind kind, Arguments host, String block) {
    if (!host.value(block).isKnown()) {
      return false;
    }
    return host.block(block)
        .map(inner ->
            inner.object().attributes().keySet().stream()
                .filter(name ->
                    kind.secrets().stream()
                        .noneMatch(secret -> secret.path().equals(List.of(block, name))))
                .allMatch(inner::isKnown))
        .orElse(host.isKnown(block));
  }

  private ObjectValue withoutFiles(ObjectValue planned) {
    ObjectValue prior = request.prior();
    return withoutUserData(planned)
        .with(HostSchema.FILES, Value.unknown(Types.map(Types.STRING)))
        .with(HostSchema.GENERATION, Value.of(prior == null ? 1 : priorGeneration(prior) + 1));
  }

  private static ObjectValue withoutUserData(ObjectValue planned) {
    return planned
        .with(HostSchema.USER_DATA_BYTES, Value.unknown(Types.NUMBER))
        .with(HostSchema.USER_DATA_SHA256, Value.unknown(Types.STRING));
  }

  private ObjectValue withPriorUserData(ObjectValue planned) {
    ObjectValue prior = request.prior();
    return prior == null
        ? planned
        : planned
            .with(HostSchema.USER_DATA_BYTES, prior.get(HostSchema.USER_DATA_BYTES))
            .with(HostSchema.USER_DATA_SHA256, prior.get(HostSchema.USER_DATA_SHA256));
  }

  private long generation(Value files) {
    ObjectValue prior = request.prior();
    if (prior == null) {
      return 1;
    }
    boolean isSame =
        prior.get(HostSchema.FILES).equals(files)
            && prior.get(HostSchema.READY).equals(Value.of(true))
            && hasPriorSize(prior)
            && sameSecrets(prior);
    return isSame ? priorGeneration(prior) : priorGeneration(prior) + 1;
  }

  private boolean sameSecrets(ObjectValue prior) {
    return kind.secrets().stream()
        .allMatch(secret -> {
          Value now = secret.in(host);
          return now.isKnown() && now.equals(secret.in(Arguments.of(prior)));
        });
  }

  private static long priorGeneration(ObjectValue prior) {
    return prior.get(HostSchema.GENERATION) instanceof NumberValue(var number)
        ? number.longValue()
        : 1;
  }

  /// Ports can only be published at creation; some platforms cannot resize a host.
  private List<AttributePath> replacements() {
    ObjectValue prior = request.prior();
    var paths = new ArrayList<AttributePath>();
    if (prior != null && !prior.get(HostSchema.PUBLISH).equals(host.value(HostSchema.PUBLISH))) {
      paths.add(AttributePath.of(HostSchema.PUBLISH));
    }
    if (prior != null && !hasPriorNetwork(prior)) {
      paths.add(AttributePath.of(HostSchema.NETWORK));
    }
    if (prior != null && !hasPriorSize(prior) && !isResizable(prior)) {
      paths.add(AttributePath.of(HostSchema.SIZE));
    }
    return paths;
  }

  private boolean isResizable(ObjectValue prior) {
    String before = Arguments.of(prior).text(HostSchema.SIZE).orElse(null);
    String after = host.text(HostSchema.SIZE).orElse(null);
    return abilities.resizing() && abilities.sizes().isReachable(before, after);
  }

  private boolean hasPriorNetwork(ObjectValue prior) {
    Arguments before = Arguments.of(prior).requiredBlock(HostSchema.NETWORK);
    return host.block(HostSchema.NETWORK)
        .filter(now ->
            Stream.of("id", "cidr").allMatch(name -> before.value(name).equals(now.value(name))))
        .isPresent();
  }

  /// Only claims whose values are known.
  private List<Claim> claims() {
    var claims = new ArrayList<>(kind.claims(host));
    host.block(HostSchema.NETWORK)
        .flatMap(network -> network.text("cidr"))
        .ifPresent(cidr -> {
          claim("address", HostSchema.ADDRESS, cidr).ifPresent(claims::add);
          claim("host name", HostSchema.NAME, cidr).ifPresent(claims::add);
        });
    for (Arguments port : host.blocks(HostSchema.PUBLISH)) {
      port.number("published_port")
          .map(number ->
              new Claim("published port " + number.toPlainString(), port.at("published_port")))
          .ifPresent(claims::add);
    }
    return claims;
  }

  private Optional<Claim> claim(String what, String argument, String cidr) {
    return host.text(argument)
        .map(text -> new Claim("%s %s in %s".formatted(what, text, cidr), host.at(argument)));
  }

  private void checkBudget(
      List<HostFile> files, UserData userData, long generation, BundlePlace place) {
    if (userData.fits()) {
      return;
    }
    var detail = new StringBuilder("The host's user-data has ");
    detail
        .append(count(userData.bytes()))
        .append(" bytes after compression; the limit is ")
        .append(count(UserData.BUDGET))
        .append(". The largest files, and the size that each adds:\n\n");
    BootData.shares(files, (int) generation, place).stream()
        .limit(SHOWN_SHARES)
        .forEach(
            share -> detail.append("    %6s  %s\n".formatted(count(share.bytes()), share.path())));
    detail.append(place instanceof Embedded ? OUT_OF_USER_DATA : "\nShorten long lists.");
    faults.add(AttributePath.of(HostSchema.NAME), "User-data too large", detail.toString());
  }

  private static String budget(int bytes) {
    return "user-data " + count(bytes) + " of " + count(UserData.BUDGET) + " bytes";
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
