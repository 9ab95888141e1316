package io.esform.render.patch;

import io.esform.render.patch.XmlToken.Tag;
import java.util.ArrayList;
import java.util.List;

/// Restores the spelling of the original document in the equal parts of an XML processor's result.
///
/// Both are split into tokens and matched by their longest common subsequence; a matched token is
/// written as in the original, and so is everything outside the root element. A tag that differs
/// only in attributes from the tag that it replaces keeps the layout of that tag. The serialization
/// of the processor (declaration, quoting, white space in tags, empty elements) has no effect.
final class XmlSpelling {

  private final String lineEnd;
  private final StringBuilder text = new StringBuilder();
  private final List<XmlToken> lost = new ArrayList<>();
  private final List<XmlToken> added = new ArrayList<>();

  private XmlSpelling(String lineEnd) {
    this.lineEnd = lineEnd;
  }

  /// @param result the result of a processor for the original
  static String restore(String original, String result) throws PatchException {
    var before = XmlTokens.of(original);
    var after = XmlTokens.of(result);
    var firstLine = original.indexOf('\n');
    var spelling =
        new XmlSpelling(firstLine > 0 && original.charAt(firstLine - 1) == '\r' ? "\r\n" : "\n");
    var start = first(before);
    var end = last(before);
    spelling.keep(before.subList(0, start));
    spelling.merge(before.subList(start, end), after.subList(first(after), last(after)));
    spelling.keep(before.subList(end, before.size()));
    return spelling.text.toString();
  }

  private static int first(List<XmlToken> tokens) {
    var index = 0;
    while (!tokens.get(index).isElementPart()) {
      index++;
    }
    return index;
  }

  private static int last(List<XmlToken> tokens) {
    var index = tokens.size();
    while (!tokens.get(index - 1).isElementPart()) {
      index--;
    }
    return index;
  }

  private void keep(List<XmlToken> tokens) {
    tokens.forEach(token -> text.append(token.raw()));
  }

  private void merge(List<XmlToken> before, List<XmlToken> after) {
    var head = commonHead(before, after);
    var tail =
        commonHead(
            before.subList(head, before.size()).reversed(),
            after.subList(head, after.size()).reversed());
    keep(before.subList(0, head));
    mergeMiddle(
        before.subList(head, before.size() - tail), after.subList(head, after.size() - tail));
    keep(before.subList(before.size() - tail, before.size()));
  }

  private static int commonHead(List<XmlToken> before, List<XmlToken> after) {
    var length = 0;
    while (length < Math.min(before.size(), after.size())
        && isEquivalent(before.get(length), after.get(length))) {
      length++;
    }
    return length;
  }

  private static boolean isEquivalent(XmlToken one, XmlToken other) {
    return one.canonical().equals(other.canonical());
  }

  private void mergeMiddle(List<XmlToken> before, List<XmlToken> after) {
    var lengths = commonLengths(before, after);
    var i = 0;
    var j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && isEquivalent(before.get(i), after.get(j))) {
        closeGap();
        text.append(before.get(i).raw());
        i++;
        j++;
      } else if (j == after.size()
          || (i < before.size() && lengths[i + 1][j] >= lengths[i][j + 1])) {
        lost.add(before.get(i));
        i++;
      } else {
        added.add(after.get(j));
        j++;
      }
    }
    closeGap();
  }

  /// Lengths of the longest common subsequences of all pairs of tails.
  private static int[][] commonLengths(List<XmlToken> before, List<XmlToken> after) {
    var lengths = new int[before.size() + 1][after.size() + 1];
    for (var i = before.size() - 1; i >= 0; i--) {
      for (var j = after.size() - 1; j >= 0; j--) {
        lengths[i][j] =
            isEquivalent(before.get(i), after.get(j))
                ? 1 + lengths[i + 1][j + 1]
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    return lengths;
  }

  /// Writes the new tokens of a gap. A tag gets the layout of a removed tag of the same name in the
  /// gap.
  private void closeGap() {
    var old = List.copyOf(lost);
    for (var token : added) {
      var tag = token.tag();
      var replaced = tag == null ? -1 : indexOfElement(tag, old);
      if (tag == null || replaced < 0) {
        text.append(token.spelled().replace("\n", lineEnd));
      } else {
        text.append(TagLayout.keep(old.get(replaced), tag));
        old = old.subList(replaced + 1, old.size());
      }
    }
    lost.clear();
    added.clear();
  }

  private static int indexOfElement(Tag tag, List<XmlToken> old) {
    for (var index = 0; index < old.size(); index++) {
      var candidate = old.get(index).tag();
      if (candidate != null
          && candidate.name().equals(tag.name())
          && candidate.isEmpty() == tag.isEmpty()) {
        return index;
      }
    }
    return -1;
  }
}
