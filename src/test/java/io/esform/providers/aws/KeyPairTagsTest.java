package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Connection;
import io.esform.provider.Importable;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The tags of a key pair, which EC2 finds by a filter on its name.
class KeyPairTagsTest {

  private final AwsProvider provider =
      new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of()));

  @AutoClose private final ForeignAnswers server = new ForeignAnswers();
  @AutoClose private final Connection aws = connect();

  KeyPairTagsTest() throws IOException {}

  private Connection connect() {
    return provider.connect(
        ProviderBlock.SCHEMA
            .blank()
            .with("region", Value.of("eu-central-1"))
            .with("endpoint", Value.of(server.endpoint()))
            .with("max_attempts", Value.of(1)));
  }

  /// A star in a filter matches any text, so it also finds other key pairs.
  @Test
  void onlyTheKeyPairOfThatNameIsTagged() {
    ResourceType type = requireNonNull(provider.resourceTypes().get("aws_key_pair"));
    ObjectValue prior =
        requireNonNull(
            ((Importable) type).importState(aws, new ImportRequest("a.b", "operators")).state());
    String right = server.rightAnswer("DescribeKeyPairs");
    String item = right.substring(right.indexOf("<item>"), right.lastIndexOf("</keySet>"));
    server.answerWith(
        "DescribeKeyPairs",
        right.replace(item, item + item.replace("operators", "operators-of-others")));
    Value tags = Value.mapOf(Types.STRING, Map.of("Team", Value.of("es")));

    type.update(
        aws, new UpdateRequest("a.b", prior, prior.with("tags", tags), "token", new NoProgress()));

    assertThat(server.requests("CreateTags")).hasSize(1);
  }
}
