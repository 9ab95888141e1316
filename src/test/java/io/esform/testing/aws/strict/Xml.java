package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// An XML body that can be read and changed.
final class Xml {

  private final Document document;

  private Xml(Document document) {
    this.document = document;
  }

  static Xml of(Answer answer) {
    return of(answer.body());
  }

  static Xml of(String body) {
    return of(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Xml of(byte[] body) {
    try {
      return new Xml(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(body)));
    } catch (SAXException | IOException | ParserConfigurationException failure) {
      throw new IllegalStateException(new String(body, StandardCharsets.UTF_8), failure);
    }
  }

  /// The child elements of all elements with that name.
  List<Element> items(String list) {
    return items(document.getElementsByTagName(list));
  }

  static List<Element> items(Element parent, String list) {
    return items(parent.getElementsByTagName(list));
  }

  private static List<Element> items(NodeList lists) {
    var items = new ArrayList<Element>();
    for (Node list : nodes(lists)) {
      for (Node child : nodes(list.getChildNodes())) {
        if (child instanceof Element item) {
          items.add(item);
        }
      }
    }
    return items;
  }

  private static List<Node> nodes(NodeList list) {
    var nodes = new ArrayList<Node>();
    for (int index = 0; index < list.getLength(); index++) {
      nodes.add(list.item(index));
    }
    return nodes;
  }

  /// The text of the first element with that name.
  Optional<String> text(String name) {
    return text(document.getDocumentElement(), name);
  }

  /// The text of the first descendant with that name.
  static Optional<String> text(Element parent, String name) {
    return first(parent, name).map(Node::getTextContent).map(String::strip);
  }

  private static Optional<Element> first(Element parent, String name) {
    return Optional.ofNullable((Element) parent.getElementsByTagName(name).item(0));
  }

  static boolean has(Element parent, String name, String text) {
    return text(parent, name).filter(text::equals).isPresent();
  }

  void set(String name, String text) {
    set(document.getDocumentElement(), name, text);
  }

  /// Sets the text of the first descendant with that name; creates a child if there is none.
  static void set(Element parent, String name, String text) {
    first(parent, name).orElseGet(() -> add(parent, name)).setTextContent(text);
  }

  static Element add(Element parent, String name) {
    return (Element) parent.appendChild(parent.getOwnerDocument().createElement(name));
  }

  static void remove(Element element) {
    element.getParentNode().removeChild(element);
  }

  /// Removes the children with that name.
  static void removeChild(Element parent, String name) {
    for (Node child : nodes(parent.getChildNodes())) {
      if (child.getNodeName().equals(name)) {
        parent.removeChild(child);
      }
    }
  }

  /// The answer with this body.
  Answer in(Answer answer) {
    var body = new ByteArrayOutputStream();
    try {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(body));
    } catch (TransformerException failure) {
      throw new IllegalStateException(failure);
    }
    return new Answer(answer.status(), answer.headers(), body.toByteArray());
  }
}
