/// Tests of the files of a project.
@NullMarked
package io.esform.cli.project;

import org.jspecify.annotations.NullMarked;
