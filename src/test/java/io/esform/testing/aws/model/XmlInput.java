package io.esform.testing.aws.model;

import io.esform.testing.aws.model.Shape.Member;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads a body in XML.
final class XmlInput {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> faults;

  XmlInput(List<String> faults) {
    this.faults = faults;
  }

  /// @return null if it is not XML
  @Nullable Element root(String body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(body)))
          .getDocumentElement();
    } catch (IOException | SAXException failure) {
      faults.add("The body is no XML: " + failure.getMessage());
      return null;
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  JsonNode value(Shape shape, Element element, String path) {
    return switch (shape.type()) {
      case "structure" -> structure(shape, element, path);
      case "list" -> items(shape, children(element, shape.item().locationName("member")), path);
      default -> Scalars.of(shape, element.getTextContent());
    };
  }

  private JsonNode structure(Shape shape, Element element, String path) {
    ObjectNode object = NODES.objectNode();
    var unread = new ArrayList<>(children(element, null));
    for (Member member : shape.members()) {
      if (member.location().isEmpty()) {
        unread.removeAll(read(object, member, element, path + "." + member.name()));
      }
    }
    unread.forEach(child ->
        faults.add("%s.%s is no member of %s".formatted(path, child.getLocalName(), shape.name())));
    return object;
  }

  /// Sets the member and returns the elements that it was read from.
  private List<Element> read(ObjectNode object, Member member, Element element, String path) {
    boolean isList = member.shape().type().equals("list");
    boolean isFlat = isList && member.isFlattened();
    if (member.json().path("xmlAttribute").asBoolean(false)) {
      String name = member.locationName(member.name());
      if (element.hasAttribute(name)) {
        object.set(member.name(), Scalars.of(member.shape(), element.getAttribute(name)));
      }
      return List.of();
    }
    List<Element> own = children(element, member.locationName(member.name()));
    if (own.size() > 1 && !isFlat) {
      faults.add(path + " is there " + own.size() + " times");
    }
    if (!own.isEmpty()) {
      object.set(
          member.name(),
          isFlat ? items(member.shape(), own, path) : value(member.shape(), own.getFirst(), path));
    }
    return own;
  }

  private JsonNode items(Shape shape, List<Element> elements, String path) {
    ArrayNode array = NODES.arrayNode();
    elements.forEach(
        item -> array.add(value(shape.item().shape(), item, path + "[" + array.size() + "]")));
    return array;
  }

  private static List<Element> children(Element element, @Nullable String name) {
    var children = new ArrayList<Element>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && (name == null || name.equals(child.getLocalName()))) {
        children.add(child);
      }
    }
    return children;
  }
}
