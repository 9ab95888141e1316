package io.esform.state.file;

import io.esform.diag.EsformBug;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts one value to JSON and collects the positions of its sensitive parts.
///
/// A sensitive part becomes `{"$sealed": "…"}`, which contains `{"value": …, "sensitive": […]}`.
/// Positions of sensitive parts inside it are listed only inside the seal.
final class ValueEncoder {

  static final String SEALED = "$sealed";

  /// Seals a text at a position.
  interface Seal {
    String seal(String plain, String place) throws StateFault;
  }

  private final @Nullable Seal seal;
  private final List<String> sensitive = new ArrayList<>();

  /// @param seal null inside a seal, where sensitive parts are only listed
  ValueEncoder(@Nullable Seal seal) {
    this.seal = seal;
  }

  /// The pointers of the sensitive parts so far, in order.
  List<String> sensitive() {
    return sensitive;
  }

  Json encode(Value value, Pointer at) throws StateFault {
    return switch (value) {
      case StringValue(var text) -> Json.of(text);
      case NumberValue(var number) -> new Json.Numeral(number, Json.NOWHERE);
      case BoolValue(var bool) -> new Json.Bool(bool, Json.NOWHERE);
      case NullValue _ -> new Json.Null(Json.NOWHERE);
      case ListValue list -> array(list.elements(), at);
      case SetValue set -> array(set.elements(), at);
      case TupleValue tuple -> array(tuple.elements(), at);
      case MapValue map -> members(map.elements(), at);
      case ObjectValue object -> members(object.attributes(), at);
      case SensitiveValue(var inner) -> sealed(inner, at);
      case UnknownValue _ ->
          throw new EsformBug("An unknown value reached the state at " + at + ".");
    };
  }

  private Json array(List<Value> elements, Pointer at) throws StateFault {
    var encoded = new ArrayList<Json>(elements.size());
    for (Value element : elements) {
      encoded.add(encode(element, at.to(encoded.size())));
    }
    return Json.arrayOf(encoded);
  }

  private Json members(Map<String, Value> elements, Pointer at) throws StateFault {
    var members = new Json.Builder();
    for (var element : elements.entrySet()) {
      members.put(element.getKey(), encode(element.getValue(), at.to(element.getKey())));
    }
    return members.build();
  }

  private Json sealed(Value inner, Pointer at) throws StateFault {
    sensitive.add(at.toString());
    if (seal == null) {
      return encode(inner, at);
    }
    var inside = new ValueEncoder(null);
    var envelope = new Json.Builder().put("value", inside.encode(inner, Pointer.ROOT));
    if (!inside.sensitive.isEmpty()) {
      envelope.put("sensitive", Json.texts(inside.sensitive));
    }
    return seal(JsonWriter.compact(envelope.build()), at.toString(), seal);
  }

  static Json seal(String plain, String place, Seal seal) throws StateFault {
    return new Json.Builder().put(SEALED, Json.of(seal.seal(plain, place))).build();
  }
}
