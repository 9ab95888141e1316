package io.esform.providers.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Generator;
import io.esform.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Policies as written in a configuration and as returned by IAM.
class PolicyPropertiesTest {

  private static final List<String> ACTIONS =
      List.of("s3:GetObject", "ec2:Describe*", "sts:AssumeRole");

  /// @param effect `Allow` or `Deny`
  private record Statement(String effect, List<String> actions, List<String> accounts) {

    static Statement of(Random random) {
      return new Statement(
          random.nextBoolean() ? "Allow" : "Deny",
          some(random, ACTIONS),
          some(random, List.of("111111111111", "222222222222", "333333333333")));
    }

    private static List<String> some(Random random, List<String> all) {
      var some = new ArrayList<>(all);
      Collections.shuffle(some, random);
      return List.copyOf(some.subList(0, 1 + random.nextInt(some.size())));
    }
  }

  private static List<Statement> statements(Random random) {
    return IntStream.range(0, 1 + random.nextInt(3)).mapToObj(_ -> Statement.of(random)).toList();
  }

  /// The document in a random equivalent form.
  private static String written(List<Statement> statements, Random random) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":"
        + list(statements.stream().map(it -> written(it, random)).toList(), random)
        + "}";
  }

  private static String written(Statement statement, Random random) {
    var members =
        new ArrayList<>(
            List.of(
                "\"Effect\":\"%s\"".formatted(statement.effect()),
                "\"Action\":" + texts(statement.actions(), random),
                "\"Principal\":{\"AWS\":"
                    + texts(
                        statement.accounts().stream().map(it -> account(it, random)).toList(),
                        random)
                    + "}"));
    Collections.shuffle(members, random);
    return "{" + String.join(random.nextBoolean() ? "," : " , ", members) + "}";
  }

  private static String account(String number, Random random) {
    return random.nextBoolean() ? number : "arn:aws:iam::" + number + ":root";
  }

  private static String texts(List<String> texts, Random random) {
    return list(texts.stream().map(text -> "\"" + text + "\"").toList(), random);
  }

  private static String list(List<String> elements, Random random) {
    var shuffled = new ArrayList<>(elements);
    Collections.shuffle(shuffled, random);
    return shuffled.size() == 1 && random.nextBoolean()
        ? shuffled.getFirst()
        : shuffled.stream().collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void onePolicyInOtherWordsMeansTheSame() {
    Property.holds(
        300,
        draw -> {
          List<Statement> statements = draw.from(PolicyPropertiesTest::statements);
          String one = draw.from(random -> written(statements, random));
          String other = draw.from(random -> written(statements, random));
          assertThat(Policies.meanTheSame(one, other)).as("%s and %s", one, other).isTrue();
        });
  }

  @Test
  void anotherEffectActionOrAccountMeansSomethingElse() {
    Property.holds(
        300,
        draw -> {
          List<Statement> statements = draw.from(PolicyPropertiesTest::statements);
          var others = new ArrayList<>(statements);
          Statement first = others.removeFirst();
          others.addFirst(
              switch (draw.from(Generator.of(0, 1, 2))) {
                case 0 -> new Statement(first.effect() + "x", first.actions(), first.accounts());
                case 1 -> new Statement(first.effect(), List.of("s3:PutObject"), first.accounts());
                default -> new Statement(first.effect(), first.actions(), List.of("444444444444"));
              });
          String one = draw.from(random -> written(statements, random));
          String other = draw.from(random -> written(others, random));
          assertThat(Policies.meanTheSame(one, other)).as("%s and %s", one, other).isFalse();
        });
  }
}
