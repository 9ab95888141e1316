package io.esform.render.patch;

import io.esform.render.patch.XmlToken.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Splits a well-formed document into tokens. Their raw texts joined give the document.
///
/// An element without content is one token, both as `<a/>` and as `<a></a>`; adjacent text and
/// CDATA sections are one token.
final class XmlTokens {

  static final Pattern ATTRIBUTE =
      Pattern.compile("(\\s+)([^\\s=/>]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");

  private static final Pattern TOKEN =
      Pattern.compile(
          "<!--.*?-->|<\\?.*?\\?>|<!\\[CDATA\\[.*?\\]\\]>|</[^>]*>"
              + "|<[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>|[^<]+",
          Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("<([^\\s/>]+)");
  private static final String CDATA = "<![CDATA[";

  private final List<XmlToken> found = new ArrayList<>();
  private boolean afterStart;
  private boolean inText;

  private XmlTokens() {}

  static List<XmlToken> of(String text) throws PatchException {
    var tokens = new XmlTokens();
    var matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens.found;
  }

  private void add(String raw) throws PatchException {
    if (raw.startsWith(CDATA) || !raw.startsWith("<")) {
      text(raw);
      return;
    }
    var startsElement = false;
    if (raw.startsWith("<!--") || raw.startsWith("<?")) {
      found.add(new XmlToken(raw.replace("\r\n", "\n"), raw));
    } else if (raw.startsWith("<!")) {
      throw new PatchException("a DOCTYPE is not expected");
    } else if (raw.startsWith("</")) {
      end(raw);
    } else {
      found.add(start(raw));
      startsElement = !raw.endsWith("/>");
    }
    afterStart = startsElement;
    inText = false;
  }

  private void text(String raw) throws PatchException {
    var before = inText ? found.removeLast() : new XmlToken("", "");
    var value =
        raw.startsWith(CDATA)
            ? raw.substring(CDATA.length(), raw.length() - 3).replace("\r\n", "\n")
            : XmlReferences.decode(raw);
    found.add(
        new XmlToken(before.canonical() + XmlReferences.encodeText(value), before.raw() + raw));
    afterStart = false;
    inText = true;
  }

  private void end(String raw) {
    var start = afterStart ? found.getLast().tag() : null;
    if (start == null) {
      found.add(new XmlToken("</" + raw.substring(2, raw.length() - 1).strip() + ">", raw));
    } else {
      found.add(
          token(found.removeLast().raw() + raw, new Tag(start.name(), start.attributes(), true)));
    }
  }

  private static XmlToken start(String raw) throws PatchException {
    var name = NAME.matcher(raw);
    if (!name.find()) {
      throw new PatchException("expected well-formed XML");
    }
    var attributes = new LinkedHashMap<String, String>();
    var attribute = ATTRIBUTE.matcher(raw);
    while (attribute.find()) {
      var quoted = attribute.group(3);
      var value = quoted.substring(1, quoted.length() - 1).replaceAll("\r\n|[\t\r\n]", " ");
      attributes.put(attribute.group(2), XmlReferences.decode(value));
    }
    return token(raw, new Tag(name.group(1), attributes, raw.endsWith("/>")));
  }

  private static String spelled(Tag tag, SequencedMap<String, String> attributes) {
    var text = new StringBuilder("<").append(tag.name());
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      text.append(' ')
          .append(attribute.getKey())
          .append("=\"")
          .append(XmlReferences.encodeAttribute(attribute.getValue()))
          .append('"');
    }
    return text.append(tag.isEmpty() ? "/>" : ">").toString();
  }

  private static XmlToken token(String raw, Tag tag) {
    var sorted = new TreeMap<>(tag.attributes());
    return new XmlToken(
        spelled(tag, sorted), raw, tag, spelled(tag, namespacesFirst(sorted, tag.attributes())));
  }

  /// Processors write the declarations of namespaces at different places.
  private static SequencedMap<String, String> namespacesFirst(
      SequencedMap<String, String> sorted, SequencedMap<String, String> attributes) {
    var ordered = new LinkedHashMap<>(sorted);
    ordered.keySet().removeIf(name -> !name.matches("xmlns(:.*)?"));
    ordered.putAll(attributes);
    return ordered;
  }
}
