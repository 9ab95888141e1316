package io.esform.render.urls;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// The elements of an XML file, by their names without namespaces. Comments are not elements.
final class XmlFile {

  private XmlFile() {}

  /// The root element; empty for a file that is malformed or has a DOCTYPE.
  static Optional<Element> root(String text) {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      Document document = builder.parse(new InputSource(new StringReader(text)));
      return Optional.of(document.getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException _) {
      return Optional.empty();
    }
  }

  /// All elements of that name below an element.
  static List<Element> all(Element from, String name) {
    var found = new ArrayList<Element>();
    NodeList nodes = from.getElementsByTagNameNS("*", name);
    for (int index = 0; index < nodes.getLength(); index++) {
      if (nodes.item(index) instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  /// The text of the first element of that name, without space around it.
  static Optional<String> text(Element from, String name) {
    return all(from, name).stream().findFirst().map(element -> element.getTextContent().strip());
  }

  /// The default handler writes to standard error.
  private static final class Silent implements ErrorHandler {

    @Override
    public void warning(SAXParseException exception) {}

    @Override
    public void error(SAXParseException exception) {}

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
