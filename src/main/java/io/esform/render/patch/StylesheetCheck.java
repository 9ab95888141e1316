package io.esform.render.patch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.transform.TransformerConfigurationException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Checks a user's stylesheet without a file to apply it to.
///
/// It must be one document of XSLT 1.0 whose result does not depend on the processor: the plan uses
/// the one of the JDK, hosts use `xsltproc`.
final class StylesheetCheck {

  private static final String XSLT = "http://www.w3.org/1999/XSL/Transform";
  private static final Set<String> ROOTS = Set.of("stylesheet", "transform");
  private static final Pattern TWO_PREDICATES = Pattern.compile("\\]\\s*\\[");
  private static final Pattern FUNCTION =
      Pattern.compile("\\b((?:document|generate-id|system-property|unparsed-entity-uri)\\s*\\()");

  private StylesheetCheck() {}

  /// @throws PatchException if the stylesheet is not valid
  static void check(String stylesheet) throws PatchException {
    try {
      OverrideCheck.parse(stylesheet, new Handler());
      StylesheetRun.compile(stylesheet);
    } catch (Refusal refusal) {
      throw new PatchException(String.valueOf(refusal.getMessage()), refusal);
    } catch (SAXException e) {
      throw new PatchException("expected well-formed XML: " + StylesheetMessages.reason(e), e);
    } catch (TransformerConfigurationException e) {
      throw new PatchException("expected XSLT 1.0: " + StylesheetMessages.reason(e), e);
    }
  }

  /// Checks that the result for a file does not depend on the processor either: new elements
  /// without a prefix are in the namespace of the file, and its root keeps the declarations of
  /// namespaces.
  ///
  /// @param original a well-formed document without a DOCTYPE
  /// @param result of the stylesheet, likewise
  static void checkNamespaces(String stylesheet, String original, String result)
      throws PatchException {
    var root = rootAttributes(original);
    var namespace = root.getOrDefault("xmlns", "");
    try {
      OverrideCheck.parse(stylesheet, new LiteralElements(namespace));
    } catch (SAXException refusal) {
      throw new PatchException(String.valueOf(refusal.getMessage()), refusal);
    }
    var kept = rootAttributes(result);
    for (var attribute : root.entrySet()) {
      if (attribute.getKey().startsWith("xmlns:")
          && !attribute.getValue().equals(kept.get(attribute.getKey()))) {
        throw new PatchException(
            "expected a root element with its %s, found none. Use xsl:copy for the root"
                .formatted(attribute.getKey()));
      }
    }
  }

  private static Map<String, String> rootAttributes(String document) throws PatchException {
    for (var token : XmlTokens.of(document)) {
      if (token.tag() != null) {
        return token.tag().attributes();
      }
    }
    return Map.of();
  }

  /// Refuses elements without a prefix in another namespace. The JDK's processor mixes namespaces.
  private static final class LiteralElements extends DefaultHandler {

    private final String expected;

    LiteralElements(String expected) {
      this.expected = expected;
    }

    @Override
    public void startElement(String namespace, String name, String qualified, Attributes attributes)
        throws SAXException {
      if (!namespace.equals(XSLT) && name.equals(qualified) && !namespace.equals(expected)) {
        throw new Refusal(
            expected.isEmpty()
                ? "expected new elements in no namespace, as in the file, found %s in %s. Remove xmlns from the stylesheet"
                    .formatted(name, namespace)
                : "expected new elements in the namespace of the file, found %s in %s. Declare xmlns=\"%s\" in the stylesheet"
                    .formatted(name, namespace.isEmpty() ? "none" : namespace, expected));
      }
    }
  }

  /// Thrown for a construct that is refused.
  private static final class Refusal extends SAXException {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }

  /// Refuses constructs that one of the processors does not support or treats in its own way.
  private static final class Handler extends DefaultHandler {

    private final SortedSet<String> prefixes = new TreeSet<>();
    private boolean inside;

    @Override
    public void startPrefixMapping(String prefix, String uri) throws Refusal {
      if (prefix.isEmpty() && uri.isEmpty()) {
        throw new Refusal("expected a stylesheet without xmlns=\"\", found it: remove it");
      }
      if (!inside && !prefix.isEmpty() && !uri.equals(XSLT)) {
        prefixes.add(prefix);
      }
    }

    @Override
    public void startElement(String namespace, String name, String qualified, Attributes attributes)
        throws SAXException {
      if (!inside) {
        checkRoot(namespace, name, qualified, attributes);
        inside = true;
      }
      for (int index = 0; index < attributes.getLength(); index++) {
        var function = FUNCTION.matcher(attributes.getValue(index));
        if (function.find()) {
          throw new Refusal(
              "expected a stylesheet that depends only on the file, found the function "
                  + function.group(1)
                  + ")");
        }
      }
      if (namespace.equals(XSLT)) {
        checkInstruction(name, qualified, attributes);
      }
    }

    private void checkRoot(String namespace, String name, String qualified, Attributes attributes)
        throws Refusal {
      if (!namespace.equals(XSLT) || !ROOTS.contains(name)) {
        throw new Refusal("expected the root xsl:stylesheet, found " + qualified);
      }
      if (!"1.0".equals(attributes.getValue("version"))) {
        throw new Refusal("expected version=\"1.0\", found " + attributes.getValue("version"));
      }
      var excluded = attributes.getValue("exclude-result-prefixes");
      prefixes.removeAll(Arrays.asList((excluded == null ? "" : excluded).strip().split("\\s+")));
      if (!prefixes.isEmpty()) {
        throw new Refusal(
            "expected exclude-result-prefixes=\"%1$s\" in %2$s, found the prefix %1$s without it"
                .formatted(String.join(" ", prefixes), qualified));
      }
    }

    private static void checkInstruction(String name, String qualified, Attributes attributes)
        throws Refusal {
      switch (name) {
        case "import", "include" ->
            throw new Refusal("expected one document, found " + qualified + ": write it in one");
        // The JDK's processor forgets that a computed element is in no namespace.
        case "element", "namespace-alias" ->
            throw new Refusal(
                "expected literal elements, found " + qualified + ": write the element itself");
        case "number" ->
            throw new Refusal("expected no " + qualified + ", found it: use position()");
        case "sort" -> {
          if (!"number".equals(attributes.getValue("data-type"))) {
            throw new Refusal(
                "expected %s with data-type=\"number\", found it without: the order of texts depends on the processor"
                    .formatted(qualified));
          }
        }
        case "attribute" -> refuse(qualified, attributes, "namespace", List.of());
        case "output" -> {
          refuse(qualified, attributes, "method", List.of("xml"));
          refuse(qualified, attributes, "indent", List.of("no"));
          refuse(qualified, attributes, "encoding", List.of("UTF-8", "utf-8"));
        }
        default -> {
          String pattern = attributes.getValue("match");
          if (name.equals("template") && pattern == null && attributes.getValue("name") == null) {
            throw new Refusal("expected %1$s with match or name, found %1$s".formatted(qualified));
          }
          if (pattern != null && TWO_PREDICATES.matcher(pattern).find()) {
            throw new Refusal(
                "expected a pattern with one predicate in each step, found "
                    + pattern
                    + ": write [a and b] instead of [a][b]");
          }
        }
      }
    }

    private static void refuse(
        String qualified, Attributes attributes, String name, List<String> allowed) throws Refusal {
      String value = attributes.getValue(name);
      if (value != null && !allowed.contains(value)) {
        throw new Refusal(
            "expected %s without %s=\"%s\", found it: remove the attribute"
                .formatted(qualified, name, value));
      }
    }
  }
}
