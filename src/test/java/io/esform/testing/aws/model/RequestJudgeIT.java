package io.esform.testing.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.aws.model.RequestJudge.Request;
import io.esform.testing.aws.model.RequestJudge.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A valid request of each protocol passes, and every fault in it is found.
@Tag("real")
class RequestJudgeIT {

  private static final Request EC2 =
      form(
          "ec2",
          "2016-11-15",
          "RunInstances",
          Map.of(
              "MaxCount", "1",
              "MinCount", "1",
              "InstanceType", "t3.micro",
              "MetadataOptions.HttpTokens", "required",
              "TagSpecification.1.ResourceType", "instance",
              "TagSpecification.1.Tag.1.Key", "Name",
              "TagSpecification.1.Tag.1.Value", "db"));

  private static final Request QUERY =
      form(
          "iam",
          "2010-05-08",
          "CreateRole",
          Map.of(
              "RoleName", "host",
              "AssumeRolePolicyDocument", "{}",
              "MaxSessionDuration", "3600",
              "Tags.member.1.Key", "Name",
              "Tags.member.1.Value", "host"));

  private static final Request REST =
      new Request(
          "route53",
          "POST /2013-04-01/hostedzone/Z123/rrset/",
          Map.of(),
          Map.of(),
          """
          <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">\
          <ChangeBatch><Changes><Change><Action>UPSERT</Action><ResourceRecordSet><Name>db.es</Name>\
          <Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>10.0.0.1</Value></ResourceRecord>\
          </ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>\
          """);

  private static final Request S3 =
      new Request(
          "s3",
          "PUT /packs/wso2es.zip?tagging",
          Map.of(),
          Map.of("x-amz-sdk-checksum-algorithm", "CRC32"),
          """
          <Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>a</Key>\
          <Value>b</Value></Tag></TagSet></Tagging>\
          """);

  private static final Request JSON =
      new Request(
          "secretsmanager",
          "CreateSecret",
          Map.of(),
          Map.of(
              "x-amz-target", "secretsmanager.CreateSecret",
              "content-type", "application/x-amz-json-1.1"),
          """
          {"Name": "esform/db", "SecretString": "x", "Tags": [{"Key": "a", "Value": "b"}]}\
          """);

  private static Request form(
      String service, String version, String operation, Map<String, String> parameters) {
    var all = new TreeMap<>(parameters);
    all.put("Action", operation);
    all.put("Version", version);
    return new Request(service, operation, all, Map.of(), "");
  }

  @Test
  void rightRequestsPass() {
    assertThat(Stream.of(EC2, QUERY, REST, S3, JSON).map(RequestJudge::judge))
        .containsExactly(
            right("ec2:RunInstances"),
            right("iam:CreateRole"),
            right("route53:ChangeResourceRecordSets"),
            right("s3:PutObjectTagging"),
            right("secretsmanager:CreateSecret"));
  }

  private static Verdict right(String operation) {
    return new Verdict(operation, List.of());
  }

  static Stream<Arguments> corrupted() {
    return Stream.of(
        Arguments.of(without(EC2, "MaxCount"), "RunInstances.MaxCount is required"),
        Arguments.of(with(EC2, "MaxCount", "one"), "RunInstances.MaxCount is no whole number"),
        Arguments.of(
            with(EC2, "MetadataOptions.HttpTokens", "always"),
            "RunInstances.MetadataOptions.HttpTokens is \"always\", which HttpTokensState does not"
                + " have"),
        Arguments.of(
            with(EC2, "TagSpecification.3.ResourceType", "vpc"),
            "RunInstancesRequest.TagSpecifications has no item 2"),
        Arguments.of(
            with(EC2, "Color", "red"),
            "RunInstancesRequest.Color is no member of RunInstancesRequest"),
        Arguments.of(
            with(EC2, "Version", "2014-10-01"), "The version is 2014-10-01, not 2016-11-15"),
        Arguments.of(
            without(QUERY, "AssumeRolePolicyDocument"), "AssumeRolePolicyDocument is required"),
        Arguments.of(with(QUERY, "RoleName", "r".repeat(65)), "65 characters, more than 64"),
        Arguments.of(with(QUERY, "RoleName", "a/b"), "is \"a/b\", which does not match"),
        Arguments.of(with(QUERY, "MaxSessionDuration", "60"), "is or has 60 , less than 3600"),
        Arguments.of(with(QUERY, "Tags.1.Key", "flat"), "Tags.1 is not member"),
        Arguments.of(edited(REST, "UPSERT", "MERGE"), "which ChangeAction does not have"),
        Arguments.of(edited(REST, "<Type>A</Type>", ""), "ResourceRecordSet.Type is required"),
        Arguments.of(edited(REST, "TTL>", "Ttl>"), "Ttl is no member of ResourceRecordSet"),
        Arguments.of(edited(REST, "/doc/2013-04-01/", "/doc/2012/"), "The body is {"),
        Arguments.of(edited(S3, "<Key>a</Key>", ""), "Tagging.TagSet[0].Key is required"),
        Arguments.of(
            new Request("s3", "PUT /packs/a?acls", Map.of(), Map.of(), ""), "The query has acls"),
        Arguments.of(
            new Request("s3", "PUT /packs/a", Map.of(), Map.of("x-amz-acl", "open"), ""),
            "which ObjectCannedACL does not have"),
        Arguments.of(
            new Request("s3", "PATCH /packs/a", Map.of(), Map.of(), ""), "no such operation"),
        Arguments.of(
            edited(JSON, "\"Name\": \"esform/db\", ", ""), "CreateSecret.Name is required"),
        Arguments.of(edited(JSON, "\"x\"", "7"), "CreateSecret.SecretString is no string"),
        Arguments.of(
            edited(JSON, "SecretString", "Secret"), "Secret is no member of CreateSecretRequest"),
        Arguments.of(edited(JSON, "{", "("), "The body is no JSON"),
        Arguments.of(
            new Request("", "CreateSecret", Map.of(), Map.of(), ""), "signed for no service"));
  }

  @ParameterizedTest
  @MethodSource("corrupted")
  void whatIsCorruptedIsFound(Request request, String fault) {
    assertThat(RequestJudge.judge(request).faults())
        .anySatisfy(it -> assertThat(it).contains(fault));
  }

  private static Request with(Request request, String name, String text) {
    var parameters = new TreeMap<>(request.parameters());
    parameters.put(name, text);
    return new Request(
        request.service(), request.operation(), parameters, request.headers(), request.body());
  }

  private static Request without(Request request, String name) {
    var parameters = new TreeMap<>(request.parameters());
    parameters.remove(name);
    return new Request(
        request.service(), request.operation(), parameters, request.headers(), request.body());
  }

  private static Request edited(Request request, String part, String other) {
    assertThat(request.body()).contains(part);
    return new Request(
        request.service(),
        request.operation(),
        request.parameters(),
        request.headers(),
        request.body().replace(part, other));
  }
}
