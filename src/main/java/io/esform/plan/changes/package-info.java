/// Changes and their order: creations, updates, replacements, deletions, revivals.
///
/// Derives everything from planned instances and existing objects; asks no provider to read.
@NullMarked
package io.esform.plan.changes;

import org.jspecify.annotations.NullMarked;
