package io.esform.render.patch;

import io.esform.render.xml.XmlText;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Runs a stylesheet with the JDK's processor, which may read only the secrets document.
final class StylesheetRun {

  private static final String SECRETS = "secrets.xml";
  private static final Pattern SECRET_NAME = Pattern.compile("secret\\[@name='([^']*)'\\]");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private StylesheetRun() {}

  /// Returns the result as serialized by the processor.
  ///
  /// @param notes receives the notes of the stylesheet
  /// @throws PatchException if the stylesheet ends with a message, or the original is not XML
  /// @throws TransformerConfigurationException if the stylesheet is invalid
  static String run(String stylesheet, String original, SecretLookup secrets, List<String> notes)
      throws PatchException, TransformerConfigurationException {
    var messages = new StylesheetMessages();
    var result = new StringWriter();
    var transformer = factory(messages).newTransformer(source(stylesheet));
    transformer.setErrorListener(messages);
    transformer.setURIResolver(
        (reference, _) -> resolve(reference, secretsDocument(stylesheet, secrets)));
    try {
      transformer.transform(document(original), new StreamResult(result));
    } catch (TransformerConfigurationException e) {
      throw e;
    } catch (TransformerException e) {
      throw new PatchException(messages.about(e), e);
    }
    notes.addAll(messages.notes());
    return result.toString();
  }

  /// Compiles a stylesheet.
  ///
  /// @throws TransformerConfigurationException if it is invalid
  static void compile(String stylesheet) throws TransformerConfigurationException {
    factory(new StylesheetMessages()).newTemplates(source(stylesheet));
  }

  private static TransformerFactory factory(StylesheetMessages messages)
      throws TransformerConfigurationException {
    var factory = TransformerFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
    factory.setErrorListener(messages);
    return factory;
  }

  private static Source source(String text) {
    return new StreamSource(new StringReader(text));
  }

  private static Source document(String original) throws TransformerConfigurationException {
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var text =
          original.startsWith(BYTE_ORDER_MARK)
              ? original.substring(BYTE_ORDER_MARK.length())
              : original;
      return new SAXSource(
          factory.newSAXParser().getXMLReader(), new InputSource(new StringReader(text)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new TransformerConfigurationException(e);
    }
  }

  private static Source resolve(String reference, String secretsDocument)
      throws TransformerException {
    if (!reference.equals(SECRETS)) {
      throw new TransformerException("the document " + reference + " must not be read");
    }
    return source(secretsDocument);
  }

  private static String secretsDocument(String stylesheet, SecretLookup secrets)
      throws TransformerException {
    var names =
        new TreeSet<>(
            SECRET_NAME
                .matcher(stylesheet)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList());
    var document = new StringBuilder("<secrets>\n");
    for (var name : names) {
      var value = secrets.find(name);
      if (value != null && XmlText.isRepresentable(value)) {
        document
            .append("<secret name=\"")
            .append(XmlText.escape(name))
            .append("\">")
            .append(XmlText.escape(value))
            .append("</secret>\n");
      }
    }
    return document.append("</secrets>\n").toString();
  }
}
