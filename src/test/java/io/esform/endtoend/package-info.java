/// The product as its users meet it: `bin/esform` on a copy of the quickstart, real hosts, real
/// servers. Nothing of esform's own code is called, apart from the engine, to look into hosts.
@NullMarked
package io.esform.endtoend;

import org.jspecify.annotations.NullMarked;
