/// Threads and pauses: whatever runs beside something else is started here, and whatever waits for
/// time to pass waits here. So a test can decide what runs when, and lets time pass at will.
@NullMarked
package io.esform.task;

import org.jspecify.annotations.NullMarked;
