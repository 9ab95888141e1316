/// Planning of one instance through its resource type.
///
/// Pure: takes the prior object and the configuration, and returns the planned object. Knows no
/// plan, no state file and no other instance.
@NullMarked
package io.esform.plan.instance;

import org.jspecify.annotations.NullMarked;
