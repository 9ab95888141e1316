/// Tests of the product from the user's view: `bin/esform` on a copy of the quickstart, with real
/// hosts and servers. They call none of esform's code, except the engine client for access to
/// hosts.
@NullMarked
package io.esform.endtoend;

import org.jspecify.annotations.NullMarked;
