package io.esform.render.versions;

/// Two parts of a node whose versions do not fit each other.
///
/// @param part the part that the user should change
/// @param detail full sentences: both parts, why they do not fit, and what to change
public record Misfit(Part part, String detail) {

  /// The parts by the arguments that set them.
  public enum Part {
    JAVA,
    DRIVER,
    DRIVER_CLASS
  }
}
