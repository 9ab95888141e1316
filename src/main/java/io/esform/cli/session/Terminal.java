package io.esform.cli.session;

import java.io.BufferedReader;
import java.io.PrintStream;

/// The three standard streams and their properties.
///
/// @param interactive whether a user can answer questions
/// @param width in columns
/// @param coloured whether results can be coloured
public record Terminal(
    PrintStream out,
    PrintStream err,
    BufferedReader in,
    boolean interactive,
    int width,
    boolean coloured) {}
