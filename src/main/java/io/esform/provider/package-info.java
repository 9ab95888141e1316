/// The service provider interface: how esform asks a platform to plan, create, read, update and
/// delete objects.
///
/// Requests and responses are records of values. A provider never saves state, prints, prompts or
/// sees the syntax tree, and this room knows no configuration, plan or state file.
@NullMarked
package io.esform.provider;

import org.jspecify.annotations.NullMarked;
