package io.esform.render.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A version with numbers: `3.10.2` of `3.10.2.v20150120-1634`.
///
/// @param numbers at least one, most significant first
record VersionNumber(List<Integer> numbers) implements Comparable<VersionNumber> {

  private static final Pattern START = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*");

  VersionNumber {
    numbers = List.copyOf(numbers);
  }

  /// Empty for a text that does not begin with a number.
  static Optional<VersionNumber> parse(String text) {
    Matcher matcher = START.matcher(text);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    var numbers = new ArrayList<Integer>();
    for (String number : matcher.group().split("\\.", -1)) {
      numbers.add(Integer.parseInt(number));
    }
    return Optional.of(new VersionNumber(numbers));
  }

  static VersionNumber of(Integer... numbers) {
    return new VersionNumber(List.of(numbers));
  }

  boolean isBefore(VersionNumber other) {
    return compareTo(other) < 0;
  }

  /// Missing numbers count as 0.
  @Override
  public int compareTo(VersionNumber other) {
    int length = Math.max(numbers.size(), other.numbers.size());
    for (int index = 0; index < length; index++) {
      int order = Integer.compare(at(index), other.at(index));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
  }

  private int at(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }
}
