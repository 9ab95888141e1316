/// Tests of the evaluation of whole configurations.
@NullMarked
package io.esform.config.evaluation;

import org.jspecify.annotations.NullMarked;
