package io.esform.plan;

import io.esform.address.Target;

/// A `moved` block that would keep an object which the plan destroys and creates again under
/// another address.
public record MoveProposal(Target from, Target to) {

  /// The block to put into the configuration; ends without a line feed.
  public String block() {
    return "moved {\n  from = " + from + "\n  to   = " + to + "\n}";
  }
}
