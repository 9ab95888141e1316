package io.esform.render.patch;

import java.util.Map;
import java.util.regex.Pattern;

/// Reads character references of any XML text, and writes them in one form.
final class XmlReferences {

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\\w+));");
  private static final Pattern LINE_END = Pattern.compile("\r\n?");
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private XmlReferences() {}

  /// Decodes raw text or a raw attribute value, with line feeds for line ends.
  static String decode(String raw) throws PatchException {
    var text = LINE_END.matcher(raw).replaceAll("\n");
    var matcher = REFERENCE.matcher(text);
    var decoded = new StringBuilder();
    var end = 0;
    while (matcher.find()) {
      decoded.append(text, end, matcher.start());
      decoded.append(value(matcher.group(1), matcher.group(2), matcher.group(3)));
      end = matcher.end();
    }
    return decoded.append(text, end, text.length()).toString();
  }

  private static String value(String base16, String base10, String name) throws PatchException {
    if (base16 != null) {
      return Character.toString(Integer.parseInt(base16, 16));
    }
    if (base10 != null) {
      return Character.toString(Integer.parseInt(base10));
    }
    var value = NAMED.get(name);
    if (value == null) {
      throw new PatchException("the entity " + name + " is not expected");
    }
    return value;
  }

  static String encodeText(String value) {
    return encode(value, "");
  }

  static String encodeAttribute(String value) {
    return encode(value, "\"\t\n");
  }

  /// Encodes as plain ASCII, with the characters of `also` as references too.
  private static String encode(String value, String also) {
    var encoded = new StringBuilder(value.length());
    value
        .codePoints()
        .forEach(character -> {
          switch (character) {
            case '&' -> encoded.append("&amp;");
            case '<' -> encoded.append("&lt;");
            case '>' -> encoded.append("&gt;");
            default -> {
              if (character == '"' && !also.isEmpty()) {
                encoded.append("&quot;");
              } else if (character == '\r' || character > '~' || also.indexOf(character) >= 0) {
                encoded.append("&#").append(character).append(';');
              } else {
                encoded.appendCodePoint(character);
              }
            }
          }
        });
    return encoded.toString();
  }
}
