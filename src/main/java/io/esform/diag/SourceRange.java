package io.esform.diag;

/// A range of one source file.
///
/// Lines and columns are 1-based; a column counts Unicode code points; the end is exclusive.
/// Offsets are 0-based UTF-16 indexes into the file's text, so `text.substring(startOffset,
/// endOffset)` is the source text of the range.
///
/// @param file the path for display (relative to the working directory if possible)
public record SourceRange(
    String file,
    int startLine,
    int startColumn,
    int endLine,
    int endColumn,
    int startOffset,
    int endOffset) {

  /// The smallest range that covers both; both must be of one file.
  public SourceRange to(SourceRange last) {
    return new SourceRange(
        file,
        startLine,
        startColumn,
        last.endLine,
        last.endColumn,
        startOffset,
        Math.max(endOffset, last.endOffset));
  }

  /// `main.esf:3:7`, the form that editors and terminals recognize as a link.
  @Override
  public String toString() {
    return file + ":" + startLine + ":" + startColumn;
  }
}
