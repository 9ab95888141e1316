package io.esform.render.patch;

import io.esform.render.json.JsonMergePatch;
import io.esform.render.json.MalformedJsonException;
import io.esform.render.properties.MalformedPropertiesException;
import io.esform.render.properties.PropertiesMerge;
import io.esform.render.toml.MalformedTomlException;
import io.esform.render.toml.TomlMerge;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Checks overrides without a pack.
public final class OverrideCheck {

  private OverrideCheck() {}

  /// Returns what is wrong with the text of an override: `expected ..., found ...`; empty for a
  /// valid one.
  public static Optional<String> fault(FileOverride override) {
    var content = override.content();
    try {
      switch (override.kind()) {
        case CONTENT -> checkContent(override.target(), content);
        case XSL -> StylesheetCheck.check(content);
        case PROPERTIES -> PropertiesMerge.check(content);
        case JSON -> JsonMergePatch.check(content);
        case TOML -> TomlMerge.check(content);
      }
      return Optional.empty();
    } catch (PatchException
        | MalformedJsonException
        | MalformedTomlException
        | MalformedPropertiesException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// A file with a DOCTYPE may use entities that are defined elsewhere.
  private static void checkContent(String target, String content) throws PatchException {
    OverrideRun.checkEncoding(content);
    SecretPlaceholders.check(content);
    if (target.endsWith(".xml") && !content.contains("<!DOCTYPE")) {
      try {
        parse(content, new DefaultHandler());
      } catch (SAXException e) {
        throw new PatchException("expected well-formed XML: " + StylesheetMessages.reason(e), e);
      }
    }
  }

  /// Parses a document without a DOCTYPE.
  static void parse(String document, DefaultHandler handler) throws SAXException {
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(new InputSource(new StringReader(document)), handler);
    } catch (ParserConfigurationException | IOException e) {
      throw new SAXException(e);
    }
  }
}
