package io.esform.render.patch;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Checks that no two files of datasources bind the same JNDI name. Carbon reads each
/// `*-datasources.xml`, in no fixed order, and keeps the datasource that it reads last. The script
/// on the host checks the same.
public final class BindingsCheck {

  /// The suffix of the names of the files that Carbon reads.
  public static final String SUFFIX = "-datasources.xml";

  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
  private static final Pattern BINDING =
      Pattern.compile("(?s)<jndiConfig\\b.*?<name>\\s*([^<]*?)\\s*</name>");

  private BindingsCheck() {}

  /// Reports the error "Change does not fit the pack" for each second file with a name.
  ///
  /// @param files the text of all files of datasources after the changes, by path
  public static Diagnostics check(SortedMap<String, String> files) {
    var faults = new ArrayList<Diagnostic>();
    var boundIn = new TreeMap<String, String>();
    files.forEach((path, text) -> {
      for (String name : names(text)) {
        String other = boundIn.putIfAbsent(name, path);
        if (other != null) {
          faults.add(fault(name, other, path));
        }
      }
    });
    return new Diagnostics(faults);
  }

  private static SortedSet<String> names(String text) {
    var names = new TreeSet<String>();
    BINDING
        .matcher(COMMENT.matcher(text).replaceAll(""))
        .results()
        .forEach(binding -> names.add(binding.group(1)));
    return names;
  }

  private static Diagnostic fault(String name, String first, String second) {
    return Diagnostic.error(
        "Change does not fit the pack",
        """
        %s: expected one datasource with the JNDI name %s, found another in %s. Carbon would use either \
        of them. Remove one of the two from the pack.\
        """
            .formatted(first, name, second));
  }
}
