/// Threads and pauses. All concurrent work is started here, and all waiting for a time happens
/// here, so tests can control both.
@NullMarked
package io.esform.task;

import org.jspecify.annotations.NullMarked;
