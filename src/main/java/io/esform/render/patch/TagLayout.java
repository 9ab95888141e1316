package io.esform.render.patch;

import io.esform.diag.EsformBug;
import io.esform.render.patch.XmlToken.Tag;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Writes the attributes of a tag in the layout of the tag that it replaces: with the same order
/// and white space. New attributes come last, sorted by name, with the white space of the one
/// before them.
final class TagLayout {

  private final SequencedMap<String, String> known;
  private final SequencedMap<String, String> wanted;
  private final StringBuilder text = new StringBuilder();
  private String space = " ";
  private int endOfAttributes;

  private TagLayout(Tag old, Tag tag) {
    known = old.attributes();
    wanted = new TreeMap<>(tag.attributes());
    endOfAttributes = 1 + old.name().length();
  }

  static String keep(XmlToken old, Tag tag) {
    var oldTag = old.tag();
    if (oldTag == null) {
      throw new EsformBug("Only a tag has a layout.");
    }
    var layout = new TagLayout(oldTag, tag);
    layout.rewrite(old.raw());
    layout.add();
    return layout.text.toString();
  }

  private void rewrite(String raw) {
    var end = 0;
    var attribute = XmlTokens.ATTRIBUTE.matcher(raw);
    while (attribute.find()) {
      text.append(raw, end, attribute.start());
      end = attribute.end();
      var name = attribute.group(2);
      var value = wanted.get(name);
      if (value != null) {
        space = attribute.group(1);
        text.append(value.equals(known.get(name)) ? attribute.group() : spelled(name, value));
        endOfAttributes = text.length();
      }
    }
    text.append(raw, end, raw.length());
  }

  private void add() {
    var added = new StringBuilder();
    wanted.forEach((name, value) -> {
      if (!known.containsKey(name)) {
        added.append(spelled(name, value));
      }
    });
    text.insert(endOfAttributes, added);
  }

  private String spelled(String name, String value) {
    return space + name + "=\"" + XmlReferences.encodeAttribute(value) + "\"";
  }
}
