/// Tests of the file of `esform init`.
@NullMarked
package io.esform.cli.backendfile;

import org.jspecify.annotations.NullMarked;
