package io.esform.lang.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.parser.grammar.EsformParser;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.tree.ParseTree;
import org.junit.jupiter.api.Test;

class FileDefinitionsTest {

  private static final String BLOCK =
      """
      thing "a" {
        list = [for x in range(10) : { name = "${x}", size = x * 2 }]
      }
      """;

  @Test
  void ofADefinitionThatHasBeenBuiltNoParseTreeIsKept() {
    var source = new SourceText("main.esf", BLOCK.repeat(100));
    var sink = new DiagnosticSink();
    TokenReader.Tokens read = TokenReader.read(source, Frame.Kind.FILE, sink);
    var parser =
        new EsformParser(new CommonTokenStream(new ListTokenSource(read.all(), source.name())));
    var definitions = new FileDefinitions(new TreeBuilder(source, sink).bodies());
    parser.addParseListener(definitions);

    ParseTree tree = parser.sourceFile();

    assertThat(definitions.items()).hasSize(100).allMatch(it -> it instanceof Block);
    // Each block has its own node, two braces and a newline.
    assertThat(nodes(tree)).isLessThanOrEqualTo(100 * 4 + 3);
    assertThat(sink.toDiagnostics().all()).isEmpty();
  }

  private static int nodes(ParseTree tree) {
    int nodes = 1;
    for (int index = 0; index < tree.getChildCount(); index++) {
      nodes += nodes(tree.getChild(index));
    }
    return nodes;
  }
}
