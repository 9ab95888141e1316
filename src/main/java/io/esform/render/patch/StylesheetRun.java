package io.esform.render.patch;

import io.esform.diag.EsformBug;
import io.esform.render.carbon.CarbonChange;
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
  static String run(CarbonChange change, String original, SecretLookup secrets, List<String> notes)
      throws PatchException {
    var messages = new StylesheetMessages();
    var result = new StringWriter();
    try {
      var factory = TransformerFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
      factory.setErrorListener(messages);
      var transformer =
          factory.newTransformer(new StreamSource(new StringReader(change.content())));
      transformer.setErrorListener(messages);
      transformer.setURIResolver(
          (reference, _) -> resolve(reference, secretsDocument(change.content(), secrets)));
      transformer.transform(source(original), new StreamResult(result));
    } catch (TransformerConfigurationException e) {
      throw new EsformBug("The stylesheet for " + change.target() + " is invalid.", e);
    } catch (TransformerException e) {
      throw new PatchException(messages.about(e), e);
    }
    notes.addAll(messages.notes());
    return result.toString();
  }

  private static Source source(String original) throws TransformerConfigurationException {
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
    return new StreamSource(new StringReader(secretsDocument));
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
