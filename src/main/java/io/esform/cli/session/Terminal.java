package io.esform.cli.session;

import java.io.BufferedReader;
import java.io.PrintStream;

/// The three standard streams, and what is at their other end.
///
/// @param interactive whether a person is there to answer
/// @param width in columns
/// @param coloured whether results may be coloured
public record Terminal(
    PrintStream out,
    PrintStream err,
    BufferedReader in,
    boolean interactive,
    int width,
    boolean coloured) {}
