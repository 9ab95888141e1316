package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;
import static java.util.stream.Collectors.joining;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.SourceKind;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;

/// `data "aws_ami"`.
final class ImageSource implements SourceKind {

  private static final String OWNERS = "owners";
  private static final String MOST_RECENT = "most_recent";
  private static final String NAME_REGEX = "name_regex";
  private static final String STATE = "state";
  private static final int SHOWN = 5;

  /// The newest first; images with the same date are ordered by id.
  private static final Comparator<Image> ORDER =
      Comparator.comparing(ImageSource::creationDate).reversed().thenComparing(Image::imageId);

  @Override
  public String description() {
    return "The image of the region that matches all arguments.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(
            OWNERS,
            Types.list(Types.STRING),
            "The owners of the images to search: account ids, `amazon`, `aws-marketplace` or"
                + " `self`. Without owners, anyone could publish a matching image."),
        AttributeSchema.optional(
                MOST_RECENT, Types.BOOL, "Whether to use the newest image if several match.")
            .withDefault(Value.of(false)),
        AttributeSchema.optional(
            NAME_REGEX,
            Types.STRING,
            "A regular expression that must match a part of the name, for conditions that a filter"
                + " cannot express."),
        AttributeSchema.computed("id", Types.STRING, "Its id."),
        AttributeSchema.computed("name", Types.STRING, "Its name."),
        AttributeSchema.computed("architecture", Types.STRING, "`x86_64`, `arm64` and so on."),
        AttributeSchema.computed(
            "root_device_name", Types.STRING, "The root device, such as `/dev/xvda`."),
        AttributeSchema.computed(
            "creation_date",
            Types.STRING,
            "When it was created, such as `2026-01-31T12:00:00.000Z`."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(FilterBlocks.BLOCK);
  }

  @Override
  public SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    Predicate<String> fits = pattern(configuration.text(NAME_REGEX));
    List<Image> found =
        describe(aws, configuration).stream()
            .filter(image -> fits.test(name(image)))
            .sorted(ORDER)
            .toList();
    if (found.isEmpty()) {
      throw AwsFailure.of(
          "Image not found",
          ("No image in %s matches all arguments. Images differ between regions: check the region,"
                  + " the owners and the filters.")
              .formatted(aws.region()));
    }
    if (found.size() > 1 && !configuration.requiredFlag(MOST_RECENT)) {
      throw AwsFailure.of("Several images match", several(found));
    }
    return attributes(found.getFirst());
  }

  private static Predicate<String> pattern(Optional<String> text) throws AwsFailure {
    try {
      return text.map(Pattern::compile).map(Pattern::asPredicate).orElse(_ -> true);
    } catch (PatternSyntaxException failure) {
      throw AwsFailure.of(
          "Invalid regular expression",
          "\"%s\" is not a valid regular expression: %s."
              .formatted(failure.getPattern(), failure.getDescription()));
    }
  }

  private static List<Image> describe(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    List<Filter> filters = new ArrayList<>(FilterBlocks.blocks(configuration));
    if (filters.stream().noneMatch(filter -> filter.name().equals(STATE))) {
      filters.add(filter(STATE, "available"));
    }
    return aws.ec2(
        "ec2:DescribeImages",
        ec2 ->
            ec2
                .describeImagesPaginator(
                    request -> request.owners(configuration.texts(OWNERS)).filters(filters))
                .images()
                .stream()
                .toList());
  }

  private static String several(List<Image> found) {
    return "%d images match, such as %s. Set most_recent = true to use the newest, or add filters."
        .formatted(
            found.size(),
            found.stream()
                .limit(SHOWN)
                .map(image -> "%s (%s)".formatted(image.imageId(), name(image)))
                .collect(joining(", ")));
  }

  private static String name(Image image) {
    return Optional.ofNullable(image.name()).orElse("");
  }

  private static String creationDate(Image image) {
    return Optional.ofNullable(image.creationDate()).orElse("");
  }

  private static SequencedMap<String, Value> attributes(Image image) {
    return new Attributes()
        .text("id", image.imageId())
        .text("name", image.name())
        .text("architecture", image.architectureAsString())
        .text("root_device_name", image.rootDeviceName())
        .text("creation_date", image.creationDate())
        .toMap();
  }
}
