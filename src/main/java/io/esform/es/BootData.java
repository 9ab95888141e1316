package io.esform.es;

import io.esform.diag.EsformBug;
import io.esform.es.BundlePlace.Copied;
import io.esform.es.BundlePlace.Embedded;
import io.esform.es.BundlePlace.Stored;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.HostBundle;
import io.esform.provider.Arguments;
import io.esform.render.boot.BootFiles;
import io.esform.render.bundle.Bundle;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.cloudinit.Packed;
import io.esform.render.cloudinit.UserData;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The data that a host boots with: its user-data, and a bundle of all files that user-data does
/// not carry.
///
/// @param bundle null when the user-data contains it
record BootData(UserData userData, @Nullable HostBundle bundle) {

  /// @param bytes the size reduction of the user-data without the file
  record Share(String path, int bytes) {}

  static BootData of(List<HostFile> files, int generation, BundlePlace place) {
    return switch (place) {
      case Copied _ -> {
        Packed bundle = bundle(files);
        String command = BootFiles.command(generation, bundle.sha256(), "");
        yield bundled(files, command, bundle, BootFiles.BUNDLES + bundle.sha256());
      }
      case Stored(String prefix) -> {
        Packed bundle = bundle(files);
        String object = prefix + bundle.sha256() + ".tar.gz";
        String command = BootFiles.command(generation, bundle.sha256(), object);
        yield bundled(files, command, bundle, object);
      }
      case Embedded _ -> embedded(files, BootFiles.command(generation));
    };
  }

  private static Packed bundle(List<HostFile> files) {
    return Bundle.of(files.stream().filter(it -> !BootFiles.isInUserData(it)).toList());
  }

  private static BootData bundled(
      List<HostFile> files, String command, Packed bundle, String place) {
    List<HostFile> carried = files.stream().filter(BootFiles::isInUserData).toList();
    return new BootData(
        UserData.of(carried, command), new HostBundle(bundle.base64(), bundle.sha256(), place));
  }

  private static BootData embedded(List<HostFile> files, String command) {
    List<HostFile> all =
        files.stream().map(it -> BootFiles.isInUserData(it) ? it : BootFiles.unpacked(it)).toList();
    return new BootData(UserData.of(all, command), null);
  }

  /// For a host whose arguments are all known.
  static BootData of(List<HostFile> files, int generation, Abilities abilities, Arguments host) {
    BundlePlace place =
        BundlePlace.of(abilities, host)
            .orElseThrow(() -> new EsformBug("The place of a host's bundle is unknown."));
    return of(files, generation, place);
  }

  /// The share of each file in the size of the user-data, largest first.
  static List<Share> shares(List<HostFile> files, int generation, BundlePlace place) {
    int whole = of(files, generation, place).userData().bytes();
    return files.stream()
        .map(file -> {
          var others = files.stream().filter(other -> !other.equals(file)).toList();
          return new Share(file.path(), whole - of(others, generation, place).userData().bytes());
        })
        .sorted(Comparator.comparingInt(Share::bytes).reversed().thenComparing(Share::path))
        .toList();
  }
}
