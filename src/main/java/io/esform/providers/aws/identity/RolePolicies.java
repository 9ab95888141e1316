package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.IamResponse;

/// The policies of a role: inline and attached ones.
final class RolePolicies {

  static final String INLINE = "inline_policy";
  static final String MANAGED = "managed_policy_arns";
  private static final String NAME = "name";
  private static final String POLICY = "policy";

  static final NestedBlock INLINE_BLOCK =
      new NestedBlock(
          INLINE,
          Nesting.LIST,
          false,
          Schema.of(
              "An inline policy. The blocks contain all inline policies of the role.",
              AttributeSchema.required(NAME, Types.STRING, "Its name, unique in the role."),
              AttributeSchema.required(POLICY, Types.STRING, "The policy as JSON.")));

  private final AwsConnection aws;
  private final String role;

  RolePolicies(AwsConnection aws, String role) {
    this.aws = aws;
    this.role = role;
  }

  static void check(Arguments configuration, Faults faults) {
    var names = new TreeSet<String>();
    for (Arguments block : configuration.blocks(INLINE)) {
      IamNames.check(block, NAME, 128, faults);
      Policies.check(block, POLICY, faults);
      block
          .text(NAME)
          .filter(name -> !names.add(name))
          .ifPresent(name ->
              faults.add(
                  block.at(NAME),
                  "Duplicate policy",
                  "The role has two inline policies named \"" + name + "\". Rename one."));
    }
  }

  /// Writes, attaches, removes and detaches policies until the role has the planned ones.
  void bringTo(Arguments planned) throws AwsFailure {
    SequencedMap<String, String> wanted = inline(planned);
    SortedMap<String, String> present = written();
    for (var policy : wanted.entrySet()) {
      String there = present.remove(policy.getKey());
      if (there == null || !Policies.meanTheSame(there, policy.getValue())) {
        put(policy.getKey(), policy.getValue());
      }
    }
    for (String name : present.keySet()) {
      remove(name);
    }
    if (planned.isSet(MANAGED)) {
      attach(new TreeSet<>(planned.texts(MANAGED)));
    }
  }

  private void attach(SortedSet<String> wanted) throws AwsFailure {
    List<String> present = attached();
    for (String arn : wanted) {
      if (!present.contains(arn)) {
        aws.iam(
            "iam:AttachRolePolicy",
            iam -> iam.attachRolePolicy(request -> request.roleName(role).policyArn(arn)));
      }
    }
    for (String arn : present) {
      if (!wanted.contains(arn)) {
        takeAway(
            "iam:DetachRolePolicy",
            iam -> iam.detachRolePolicy(request -> request.roleName(role).policyArn(arn)));
      }
    }
  }

  /// Removes all policies, as IAM deletes only roles without policies.
  void removeAll() throws AwsFailure {
    attach(new TreeSet<>());
    for (String name : names()) {
      remove(name);
    }
  }

  private void put(String name, String policy) throws AwsFailure {
    aws.iam(
        "iam:PutRolePolicy",
        iam ->
            iam.putRolePolicy(
                request -> request.roleName(role).policyName(name).policyDocument(policy)));
  }

  private void remove(String name) throws AwsFailure {
    takeAway(
        "iam:DeleteRolePolicy",
        iam -> iam.deleteRolePolicy(request -> request.roleName(role).policyName(name)));
  }

  /// The policy may be missing because an earlier attempt removed it; this is not the absence of
  /// the role.
  private void takeAway(String operation, Function<IamClient, IamResponse> call) throws AwsFailure {
    aws.ifThere(() -> aws.iam(operation, call));
  }

  private List<String> names() throws AwsFailure {
    return aws.iam(
        "iam:ListRolePolicies",
        iam ->
            iam.listRolePoliciesPaginator(request -> request.roleName(role)).policyNames().stream()
                .toList());
  }

  private List<String> attached() throws AwsFailure {
    return aws.iam(
        "iam:ListAttachedRolePolicies",
        iam ->
            iam
                .listAttachedRolePoliciesPaginator(request -> request.roleName(role))
                .attachedPolicies()
                .stream()
                .map(AttachedPolicy::policyArn)
                .toList());
  }

  private SortedMap<String, String> written() throws AwsFailure {
    var policies = new TreeMap<String, String>();
    for (String name : names()) {
      String document =
          aws.iam(
              "iam:GetRolePolicy",
              iam ->
                  iam.getRolePolicy(request -> request.roleName(role).policyName(name))
                      .policyDocument());
      policies.put(name, Policies.decoded(document));
    }
    return policies;
  }

  /// Adds the policies in their prior order and notation.
  void addTo(Attributes attributes, @Nullable Arguments prior) throws AwsFailure {
    SequencedMap<String, String> known = prior == null ? new LinkedHashMap<>() : inline(prior);
    SortedMap<String, String> present = written();
    var blocks = new ArrayList<Value>();
    known.forEach((name, policy) -> {
      String there = present.remove(name);
      if (there != null) {
        blocks.add(block(name, Policies.inKnownWords(there, policy)));
      }
    });
    present.forEach((name, policy) -> blocks.add(block(name, policy)));
    attributes.with(INLINE, Value.listOf(INLINE_BLOCK.schema().impliedType(), blocks));
    addAttached(attributes, prior);
  }

  private void addAttached(Attributes attributes, @Nullable Arguments prior) throws AwsFailure {
    boolean isOurs = prior == null || prior.isSet(MANAGED);
    List<String> present = isOurs ? attached() : List.of();
    boolean isNull = !isOurs || (prior == null && present.isEmpty());
    attributes.with(
        MANAGED,
        isNull
            ? Value.nullOf(Types.set(Types.STRING))
            : Attributes.setOf(present.stream().sorted().toList()));
  }

  private static SequencedMap<String, String> inline(Arguments arguments) {
    var policies = new LinkedHashMap<String, String>();
    for (Arguments block : arguments.blocks(INLINE)) {
      policies.put(block.requiredText(NAME), block.requiredText(POLICY));
    }
    return policies;
  }

  private static Value block(String name, String policy) {
    var block = new TreeMap<String, Value>();
    block.put(NAME, Value.of(name));
    block.put(POLICY, Value.of(policy));
    return Value.objectOf(block);
  }
}
