package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.providers.local.HostProbe;
import java.util.SortedMap;
import java.util.TreeMap;

/// The configuration of a host: all files in the folders that a boot writes to.
final class FileTree {

  /// Prints for each path, after a tab, its mode, its owner, and the target of a link or the
  /// checksum of the content. Ignores files that the engine mounts, and those of requests for the
  /// status, which only esform on this machine sends.
  private static final String LIST =
      """
      python3 - << 'PYTHON'
      import grp, hashlib, os, pwd, stat
      REQUESTS = "/var/lib/esform/request", "/var/lib/esform/status.json"
      for top in "/etc", "/opt", "/root", "/usr/local", "/var/lib/esform":
          for folder, folders, files in os.walk(top):
              for name in folders + files:
                  path = os.path.join(folder, name)
                  if os.path.ismount(path) or path in REQUESTS:
                      continue
                  found = os.lstat(path)
                  what = "folder"
                  if stat.S_ISLNK(found.st_mode):
                      what = os.readlink(path)
                  elif stat.S_ISREG(found.st_mode):
                      what = hashlib.sha256(open(path, "rb").read()).hexdigest()
                  owner = pwd.getpwuid(found.st_uid).pw_name + ":" + grp.getgrgid(found.st_gid).gr_name
                  print(path, "\\t", stat.filemode(found.st_mode), " ", owner, " ", what, sep="")
      PYTHON
      """;

  private FileTree() {}

  static SortedMap<String, String> of(HostProbe probe, String host) {
    var tree = new TreeMap<String, String>();
    probe
        .run(host, LIST)
        .lines()
        .forEach(line -> {
          String[] sides = line.split("\t", 2);
          assertThat(sides).as(line).hasSize(2);
          tree.put(sides[0], sides[1]);
        });
    return tree;
  }
}
