package io.esform.state.file;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.JournalRecord.Removed;
import io.esform.state.JournalRecord.Unchanged;

/// One record as JSON, with its kind in `record` and its object in `address`.
final class JournalRecordJson {

  private static final String CREATE = "create";
  private static final String UPDATE = "update";
  private static final String DELETE = "delete";
  private static final String IDENTIFIED = "identified";
  private static final String PUT = "put";
  private static final String REMOVED = "removed";
  private static final String UNCHANGED = "unchanged";

  private final Keyring keyring;
  private final String lineage;

  JournalRecordJson(Keyring keyring, String lineage) {
    this.keyring = keyring;
    this.lineage = lineage;
  }

  Json.Builder write(JournalRecord each) throws StateFault {
    return switch (each) {
      case Intent.Create(_, var token, var planned) ->
          planned(members(CREATE, each).put("token", Json.of(token)), each, planned);
      case Intent.Update(_, var token, var planned) ->
          planned(members(UPDATE, each).put("token", Json.of(token)), each, planned);
      case Intent.Delete _ -> about(DELETE, each);
      case Identified(_, _, var id) -> about(IDENTIFIED, each).put("id", Json.of(id));
      case Put(_, var instance) -> planned(members(PUT, each), each, instance);
      case Removed _ -> about(REMOVED, each);
      case Unchanged _ -> about(UNCHANGED, each);
    };
  }

  private static Json.Builder members(String kind, JournalRecord each) {
    return new Json.Builder()
        .put("record", Json.of(kind))
        .put("address", Json.of(each.address().toString()));
  }

  private static Json.Builder about(String kind, JournalRecord each) {
    return members(kind, each).put("generation", Json.of(each.generation()));
  }

  private Json.Builder planned(Json.Builder members, JournalRecord each, InstanceState instance)
      throws StateFault {
    members.put("provider", Json.of(instance.provider().toString()));
    if (instance.containsSensitive()) {
      members.put("encryption", keyring.forSealing(lineage).header().write());
    }
    InstanceJson.write(members, instance, keyring.seal(lineage, each.address().toString()));
    return members;
  }

  JournalRecord read(String text) throws StateFault {
    return read(new ObjectReader(JsonReader.read(text)));
  }

  JournalRecord read(ObjectReader members) throws StateFault {
    Json addressJson = members.required("address");
    ResourceInstanceAddress address =
        InstanceJson.valid(AddressParser.parseInstance(members.text("address")), addressJson);
    return switch (members.text("record")) {
      case CREATE -> new Intent.Create(address, members.text("token"), instance(members, address));
      case UPDATE -> new Intent.Update(address, members.text("token"), instance(members, address));
      case DELETE -> new Intent.Delete(address, generation(members));
      case IDENTIFIED -> new Identified(address, generation(members), members.text("id"));
      case PUT -> new Put(address, instance(members, address));
      case REMOVED -> new Removed(address, generation(members));
      case UNCHANGED -> new Unchanged(address, generation(members));
      default -> throw StateFault.unexpected(members.required("record"), "a kind of record");
    };
  }

  private static int generation(ObjectReader members) throws StateFault {
    return members.whole("generation");
  }

  private InstanceState instance(ObjectReader members, ResourceInstanceAddress address)
      throws StateFault {
    return InstanceJson.read(
        members,
        ProviderKey.parse(members.text("provider")),
        keyring.unseal(members, lineage, address.toString()));
  }
}
