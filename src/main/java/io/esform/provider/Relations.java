package io.esform.provider;

import io.esform.value.AttributePath;
import java.util.List;
import java.util.stream.Stream;

/// The relations of one planned instance to others: what it offers to them, what it uses of them,
/// and what must agree with them. Only known values have relations.
///
/// Instances name the things that they share by texts, such as `the database server es-database in
/// 10.77.0.0/24`. Equal texts within one provider configuration are the same thing.
///
/// @param aliases other names of things
/// @param traffic the network traffic of hosts
public record Relations(
    List<Offer> offers,
    List<Use> uses,
    List<Agreement> agreements,
    List<Alias> aliases,
    Traffic traffic) {

  public static final Relations NONE =
      new Relations(List.of(), List.of(), List.of(), List.of(), Traffic.NONE);

  public Relations {
    offers = List.copyOf(offers);
    uses = List.copyOf(uses);
    agreements = List.copyOf(agreements);
    aliases = List.copyOf(aliases);
  }

  /// Without traffic.
  public Relations(
      List<Offer> offers, List<Use> uses, List<Agreement> agreements, List<Alias> aliases) {
    this(offers, uses, agreements, aliases, Traffic.NONE);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  public Relations and(Relations other) {
    return new Relations(
        joined(offers, other.offers),
        joined(uses, other.uses),
        joined(agreements, other.agreements),
        joined(aliases, other.aliases),
        traffic.and(other.traffic));
  }

  public Relations withTraffic(Traffic other) {
    return new Relations(offers, uses, agreements, aliases, other);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  public static Relations ofAliases(List<Alias> aliases) {
    return new Relations(List.of(), List.of(), List.of(), aliases);
  }

  /// An amount that other instances can use. Of several offers of one thing, each is a limit.
  ///
  /// @param unit plural noun: `connections`
  /// @param how the amount comes about, a short phrase: `max_connections`
  /// @param advice what to change if the amount is not enough, in full sentences; it may refer to
  ///   "the total"
  /// @param path of the attribute that sets the amount
  public record Offer(
      String unit, String thing, long amount, String how, String advice, AttributePath path) {}

  /// An amount that the instance uses at most.
  ///
  /// @param how the amount comes about, a short phrase: `4 datasources × max_active 50`
  /// @param path of the attribute that sets the amount
  public record Use(String unit, String thing, long amount, String how, AttributePath path) {}

  /// A setting that all instances with this setting of the thing must agree on.
  ///
  /// @param what the setting, a noun phrase: `the https port`
  /// @param value as shown in messages; equal texts agree
  /// @param why what happens otherwise, in full sentences
  public record Agreement(
      String what, String thing, String value, String why, AttributePath path) {}

  /// Another name of a thing, such as a DNS name or an address. A name with two things is not used.
  public record Alias(String name, String thing) {}
}
