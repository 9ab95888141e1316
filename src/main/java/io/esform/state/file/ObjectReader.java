package io.esform.state.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Typed access to the members of a JSON object; a missing member or one of another type is a
/// fault.
final class ObjectReader {

  private final Json json;
  private final SequencedMap<String, Json> members;

  ObjectReader(Json json) throws StateFault {
    if (!(json instanceof Json.Members(var found, _))) {
      throw StateFault.unexpected(json, "an object");
    }
    this.json = json;
    this.members = found;
  }

  SequencedMap<String, Json> all() {
    return members;
  }

  @Nullable Json find(String name) {
    return members.get(name);
  }

  Json required(String name) throws StateFault {
    Json member = members.get(name);
    if (member == null) {
      throw StateFault.unexpected(json, "a member \"" + name + "\"");
    }
    return member;
  }

  String text(String name) throws StateFault {
    Json member = required(name);
    if (member instanceof Json.Text(var text, _)) {
      return text;
    }
    throw StateFault.unexpected(member, "a text");
  }

  long number(String name) throws StateFault {
    Json member = required(name);
    if (member instanceof Json.Numeral(var number, _)) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException _) {
        throw StateFault.unexpected(member, "a whole number");
      }
    }
    throw StateFault.unexpected(member, "a whole number");
  }

  /// An integer that fits an `int`.
  int whole(String name) throws StateFault {
    long number = number(name);
    if (number != (int) number) {
      throw StateFault.unexpected(
          required(name), "a whole number of at most %,d".formatted(Integer.MAX_VALUE));
    }
    return (int) number;
  }

  /// Empty when the member is missing.
  List<Json> array(String name) throws StateFault {
    Json member = members.get(name);
    if (member == null) {
      return List.of();
    }
    if (member instanceof Json.Array(var elements, _)) {
      return elements;
    }
    throw StateFault.unexpected(member, "an array");
  }

  /// Empty when the member is missing.
  List<Json.Text> texts(String name) throws StateFault {
    var texts = new ArrayList<Json.Text>();
    for (Json element : array(name)) {
      if (!(element instanceof Json.Text text)) {
        throw StateFault.unexpected(element, "a text");
      }
      texts.add(text);
    }
    return texts;
  }

  Set<String> textSet(String name) throws StateFault {
    var texts = new LinkedHashSet<String>();
    texts(name).forEach(text -> texts.add(text.value()));
    return texts;
  }

  /// The members of an object; empty when the member is missing.
  SequencedMap<String, Json> object(String name) throws StateFault {
    Json member = members.get(name);
    return member == null ? new LinkedHashMap<>() : new ObjectReader(member).all();
  }
}
