package io.esform.providers.aws.ec2;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The rules of one direction of a security group.
///
/// @param descriptions of each rule; empty for none
record RuleSet(SortedMap<SecurityGroupRule, String> descriptions) {

  RuleSet {
    descriptions = Collections.unmodifiableSortedMap(new TreeMap<>(descriptions));
  }

  /// Whether it contains the rule with this description.
  boolean has(SecurityGroupRule rule, String description) {
    return description.equals(descriptions.get(rule));
  }

  /// The rules that the other does not contain, regardless of their descriptions.
  RuleSet without(RuleSet other) {
    var left = new TreeMap<>(descriptions);
    left.keySet().removeAll(other.descriptions.keySet());
    return new RuleSet(left);
  }

  /// The rules that the other contains with another description.
  RuleSet describedOtherwiseIn(RuleSet other) {
    var otherwise = new TreeMap<>(descriptions);
    otherwise
        .entrySet()
        .removeIf(entry ->
            !other.descriptions.containsKey(entry.getKey())
                || other.has(entry.getKey(), entry.getValue()));
    return new RuleSet(otherwise);
  }

  SortedSet<SecurityGroupRule> rules() {
    return new TreeSet<>(descriptions.keySet());
  }

  boolean isEmpty() {
    return descriptions.isEmpty();
  }
}
