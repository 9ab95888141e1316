/// The service provider interface: how esform asks a platform to plan, create, read, update and
/// delete objects.
///
/// Requests and responses are records of values. A provider never saves state, prints, prompts or
/// reads the syntax tree. This package has no access to configuration, plan or state files.
@NullMarked
package io.esform.provider;

import org.jspecify.annotations.NullMarked;
