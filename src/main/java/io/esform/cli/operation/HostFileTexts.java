package io.esform.cli.operation;

import io.esform.cli.view.FileTexts;
import io.esform.plan.Change;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.RendersFiles;
import io.esform.provider.RendersFiles.FileComparison;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.value.Value.ObjectValue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rendered files of hosts, without the texts that contain a secret.
///
/// @param resulting whether to show the results of changes instead of the changes
record HostFileTexts(ProviderRegistry registry, boolean resulting) implements FileTexts {

  @Override
  public FileComparison of(
      Change change, @Nullable ObjectValue before, @Nullable ObjectValue after) {
    String type = change.address().resource().type();
    if (!(registry.resourceType(change.provider().provider(), type)
        instanceof RendersFiles rendering)) {
      return FileTexts.none().of(change, before, after);
    }
    FileComparison files =
        resulting
            ? rendering.resultingFiles(before, after)
            : new FileComparison(delivered(rendering, before), delivered(rendering, after));
    var secrets = SecretTexts.of(before, after);
    return new FileComparison(
        withoutSecrets(files.before(), secrets), withoutSecrets(files.after(), secrets));
  }

  private static SortedMap<String, RenderedFile> delivered(
      RendersFiles rendering, @Nullable ObjectValue object) {
    return object == null ? new TreeMap<>() : rendering.deliveredFiles(object);
  }

  /// Providers see no marks, so a file can contain a sensitive argument.
  private static SortedMap<String, RenderedFile> withoutSecrets(
      SortedMap<String, RenderedFile> files, SecretTexts secrets) {
    var shown = new TreeMap<>(files);
    shown.replaceAll((_, file) ->
        Stream.of(file.text(), file.original())
                .anyMatch(text -> text != null && secrets.areClearlyIn(text))
            ? file.withoutTexts()
            : file);
    return shown;
  }
}
