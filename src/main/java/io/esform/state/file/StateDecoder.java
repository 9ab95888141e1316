package io.esform.state.file;

import io.esform.address.AddressParser;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.value.Type;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Decodes the text of a state. Instances are processed and removed during the read, as long as
/// there is no fault and the members that they need precede them, as in all texts that esform
/// writes. The rest is processed after the document is read, which also reports the faults.
final class StateDecoder {

  private static final Set<String> MEMBERS =
      Set.of(
          "version",
          "serial",
          StateChecksum.MEMBER,
          "lineage",
          "esform_version",
          StateEncoder.RESCUED,
          "encryption",
          "outputs",
          "resources",
          "retired",
          StateEncoder.OPEN_CALLS);

  private final Keyring keyring;
  private final InstanceCollector collector;
  private final ObjectReader document;
  private final String lineage;

  StateDecoder(Keyring keyring, String text) throws StateFault {
    this(keyring, text, false);
  }

  /// @param withoutObjects whether only {@link #outputs} is wanted: the other parts are neither
  ///   decoded nor decrypted
  StateDecoder(Keyring keyring, String text, boolean withoutObjects) throws StateFault {
    this.keyring = keyring;
    this.collector = new InstanceCollector(keyring);
    StreamedElements harvest = withoutObjects ? new ObjectRemoval() : new DocumentHarvest();
    this.document = new ObjectReader(JsonReader.read(text, harvest));
    checkVersion(document);
    checkWhole(text);
    this.lineage = document.text("lineage");
  }

  /// Removes the objects and open calls unread.
  private static final class ObjectRemoval implements StreamedElements {
    private static final StreamedElements EACH =
        new StreamedElements() {
          @Override
          public boolean takes(Json element) {
            return true;
          }
        };

    @Override
    public StreamedElements into(String name, Json.Members before) {
      return name.equals("resources") || name.equals(StateEncoder.OPEN_CALLS) ? EACH : NOTHING;
    }
  }

  private final class DocumentHarvest implements StreamedElements {
    @Override
    public StreamedElements into(String name, Json.Members before) {
      if (!name.equals("resources")) {
        return StreamedElements.NOTHING;
      }
      try {
        var head = new ObjectReader(before);
        checkVersion(head);
        openKey(head);
        return new ResourcesHarvest(head);
      } catch (StateFault _) {
        return StreamedElements.NOTHING;
      }
    }
  }

  private final class ResourcesHarvest implements StreamedElements {
    private final ObjectReader head;
    private boolean addressed;

    /// @param head of the document: the members before the resources
    ResourcesHarvest(ObjectReader head) {
      this.head = head;
    }

    @Override
    public StreamedElements into(String name, Json.Members before) {
      if (!name.equals("instances")) {
        return StreamedElements.NOTHING;
      }
      try {
        var resource = new ObjectReader(before);
        ResourceAddress address = InstanceCollector.address(resource);
        addressed = true;
        return new InstancesHarvest(head, resource, address);
      } catch (StateFault _) {
        return StreamedElements.NOTHING;
      }
    }

    @Override
    public boolean takes(Json element) {
      boolean done =
          addressed
              && element instanceof Json.Members(var resource, _)
              && resource.get("instances") instanceof Json.Array(var left, _)
              && left.isEmpty();
      addressed = false;
      return done;
    }
  }

  private final class InstancesHarvest implements StreamedElements {
    private final ObjectReader head;
    private final ObjectReader resource;
    private final ResourceAddress address;

    InstancesHarvest(ObjectReader head, ObjectReader resource, ResourceAddress address) {
      this.head = head;
      this.resource = resource;
      this.address = address;
    }

    @Override
    public boolean takes(Json element) {
      try {
        collector.add(head, resource, address, element);
        return true;
      } catch (StateFault _) {
        return false;
      }
    }
  }

  private static void checkVersion(ObjectReader document) throws StateFault {
    long version = document.number("version");
    if (version != StateEncoder.VERSION && document.find("terraform_version") != null) {
      throw new StateFault(
          "Unsupported state format",
          "It was written by Terraform or OpenTofu. esform reads only its own states.",
          document.required("version").offset());
    }
    if (version != StateEncoder.VERSION) {
      String writer =
          document.find("esform_version") instanceof Json.Text(var name, _)
              ? "esform " + name
              : "another version of esform";
      throw new StateFault(
          "Unsupported state format",
          "It was written by %s in format %d, but this esform reads format %d. Use the version that wrote it, or a newer one."
              .formatted(writer, version, StateEncoder.VERSION),
          document.required("version").offset());
    }
  }

  /// A state without a checksum was written or edited by a user.
  private void checkWhole(String text) throws StateFault {
    for (var member : document.all().entrySet()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw new StateFault(
            "Unexpected content in the state",
            "A state has no member \"%s\".".formatted(member.getKey()),
            member.getValue().offset());
      }
    }
    Json checksum = document.find(StateChecksum.MEMBER);
    if (checksum != null) {
      StateChecksum.check(text, checksum);
    }
  }

  /// Whether the text is a rescued state, which its run could not save.
  boolean isRescued() {
    return document.find(StateEncoder.RESCUED) instanceof Json.Bool(var rescued, _) && rescued;
  }

  /// The records of calls that were not ended when the state was written.
  List<JournalRecord> openCalls() throws StateFault {
    var json = new JournalRecordJson(keyring, lineage);
    var records = new ArrayList<JournalRecord>();
    for (Json each : document.array(StateEncoder.OPEN_CALLS)) {
      records.add(json.read(new ObjectReader(each)));
    }
    return List.copyOf(records);
  }

  State decode() throws StateFault {
    openKey(document);
    for (Json json : document.array("resources")) {
      var resource = new ObjectReader(json);
      ResourceAddress address = InstanceCollector.address(resource);
      for (Json instance : resource.array("instances")) {
        collector.add(document, resource, address, instance);
      }
    }
    return new State(
        document.number("serial"),
        lineage,
        outputs(),
        collector.instances(),
        collector.deposed(),
        retired());
  }

  private void openKey(ObjectReader from) throws StateFault {
    Json encryption = from.find("encryption");
    if (encryption != null) {
      keyring.forOpening(encryption, from.text("lineage"));
    }
  }

  private SortedMap<ResourceInstanceAddress, Integer> retired() throws StateFault {
    var retired = new TreeMap<ResourceInstanceAddress, Integer>();
    Json found = document.find("retired");
    if (found != null) {
      var generations = new ObjectReader(found);
      for (var entry : generations.all().entrySet()) {
        retired.put(
            InstanceJson.valid(AddressParser.parseInstance(entry.getKey()), entry.getValue()),
            (int) generations.number(entry.getKey()));
      }
    }
    return retired;
  }

  private ValueDecoder.Unseal unseal(String owner) {
    return keyring.unseal(document, lineage, owner);
  }

  /// The outputs. Opens the key only for sensitive ones.
  SortedMap<String, Value> outputs() throws StateFault {
    var outputs = new TreeMap<String, Value>();
    for (var output : document.object("outputs").entrySet()) {
      var members = new ObjectReader(output.getValue());
      ValueDecoder.Unseal unseal = unseal("output." + output.getKey());
      Type type = InstanceJson.type(members.required("type"), InstanceJson.TYPE, unseal);
      var decoder = new ValueDecoder(members.textSet("sensitive"), unseal);
      outputs.put(output.getKey(), decoder.decode(members.required("value"), type, Pointer.ROOT));
    }
    return outputs;
  }
}
