package io.esform.providers.aws.hosts;

import io.esform.es.Platform.HostPlacement;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.SideBySide;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// The status documents of hosts: one parameter of Systems Manager for each host, which it writes.
///
/// Parameters are read ten in a call; objects of S3 only one in a call. In return, a role can be
/// limited to the parameters of one network, but not each host to its own.
final class StatusDocuments {

  /// The most names that one call accepts.
  static final int PAGE = 10;

  private final AwsConnection aws;

  StatusDocuments(AwsConnection aws) {
    this.aws = aws;
  }

  /// A document and its age.
  ///
  /// @param text as written; null if there is none
  /// @param written when it was last written; {@link Instant#EPOCH} if there is none
  /// @param now the time of the answer. Both times are those of AWS, as the clocks of hosts and of
  ///   this machine may be wrong.
  record Document(@Nullable String text, Instant written, Instant now) {}

  /// The parameter's name: known before the host is created, and the same for its replacement.
  static String name(HostPlacement placement) {
    return "/esform/" + placement.network().id() + "/" + placement.name();
  }

  /// The documents by name, with an entry for each name. The number of calls depends on the number
  /// of pages.
  Map<String, Document> read(Collection<String> names) throws AwsFailure {
    var documents = new HashMap<String, Document>();
    SideBySide.ask(aws, pages(names), this::page).forEach(documents::putAll);
    return documents;
  }

  private static List<List<String>> pages(Collection<String> names) {
    List<String> all = List.copyOf(new TreeSet<>(names));
    var pages = new ArrayList<List<String>>();
    for (int start = 0; start < all.size(); start += PAGE) {
      pages.add(all.subList(start, Math.min(all.size(), start + PAGE)));
    }
    return pages;
  }

  private Map<String, Document> page(List<String> names) throws AwsFailure {
    GetParametersResponse response =
        aws.ssm("ssm:GetParameters", ssm -> ssm.getParameters(request -> request.names(names)));
    Instant now = time(response);
    var documents = new HashMap<String, Document>();
    names.forEach(name -> documents.put(name, new Document(null, Instant.EPOCH, now)));
    for (Parameter parameter : response.parameters()) {
      Instant written = parameter.lastModifiedDate();
      documents.put(
          parameter.name(), new Document(parameter.value(), written == null ? now : written, now));
    }
    return documents;
  }

  /// The time of the answer; {@link Instant#EPOCH}, at which nothing is old, if it does not tell.
  private static Instant time(GetParametersResponse response) {
    try {
      return response
          .sdkHttpResponse()
          .firstMatchingHeader("Date")
          .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
          .orElse(Instant.EPOCH);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  /// Deletes the document of a host that no longer exists.
  void delete(HostPlacement placement) throws AwsFailure {
    aws.ifThere(() ->
        aws.ssm(
            "ssm:DeleteParameter",
            ssm -> ssm.deleteParameter(request -> request.name(name(placement)))));
  }
}
