package io.esform.eval.functions;

import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;

/// Comma-separated values (RFC 4180): the first row names the columns.
final class Csv {

  private final String text;
  private int at;
  private int line = 1;
  private final Size size = Size.ofElements();

  private Csv(String text) {
    this.text = text;
  }

  static Function csvdecode() {
    return Function.of(
        "csvdecode",
        Types.ANY,
        arguments -> new Csv(arguments.text(0)).decode(),
        StringFunctions.text("text"));
  }

  private Value decode() {
    if (text.isEmpty()) {
      throw new FunctionFault(0, "there is no header row");
    }
    List<String> header = row();
    if (new LinkedHashSet<>(header).size() != header.size()) {
      throw new FunctionFault(0, "two columns have the same name");
    }
    var types = new TreeMap<String, Type>();
    header.forEach(name -> types.put(name, Types.STRING));
    var rows = new ArrayList<Value>();
    while (at < text.length()) {
      int start = line;
      List<String> cells = row();
      if (cells.equals(List.of(""))) {
        continue;
      }
      if (cells.size() != header.size()) {
        throw new FunctionFault(
            0,
            "line "
                + start
                + " has "
                + cells.size()
                + " columns, but the header has "
                + header.size());
      }
      size.requireValues(1);
      var attributes = new TreeMap<String, Value>();
      for (int column = 0; column < header.size(); column++) {
        size.require(header.get(column).length());
        attributes.put(header.get(column), Value.of(cells.get(column)));
      }
      rows.add(Value.objectOf(attributes));
    }
    return new ListValue(Types.object(types), rows);
  }

  private List<String> row() {
    var cells = new ArrayList<String>();
    while (true) {
      size.requireValues(1);
      cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length()) {
        return cells;
      }
      if (text.charAt(at++) == '\n') {
        line++;
        return cells;
      }
    }
  }

  private String plain() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    boolean endsInReturn = at > start && text.charAt(at - 1) == '\r' && !isAt(',');
    return text.substring(start, endsInReturn ? at - 1 : at);
  }

  private String quoted() {
    var cell = new StringBuilder();
    int start = line;
    at++;
    while (true) {
      if (at >= text.length()) {
        throw new FunctionFault(
            0, "the quoted field that starts at line " + start + " is not closed");
      }
      char unit = text.charAt(at++);
      if (unit == '"' && isAt('"')) {
        cell.append('"');
        at++;
      } else if (unit == '"') {
        break;
      } else {
        line += unit == '\n' ? 1 : 0;
        cell.append(unit);
      }
    }
    if (isAt('\r')) {
      at++;
    }
    if (at < text.length() && !isAt(',') && !isAt('\n')) {
      throw new FunctionFault(0, "line " + line + " has text after a closing quote");
    }
    return cell.toString();
  }

  private boolean isAt(char unit) {
    return at < text.length() && text.charAt(at) == unit;
  }
}
