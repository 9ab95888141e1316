package io.esform.config.check;

import io.esform.config.graph.ReferenceGraph;
import io.esform.config.graph.ReferenceGraph.Edge;
import io.esform.config.graph.ReferenceGraph.Node;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Finds reference cycles. Uses an explicit stack, because chains may be long.
final class CycleFinder {

  private final ReferenceGraph graph;
  private final DiagnosticSink sink;
  private final Set<Node> done = new HashSet<>();
  private final List<Visit> path = new ArrayList<>();
  private final Set<Node> onPath = new HashSet<>();

  /// A node being visited, and the edge that led to its current successor.
  private static final class Visit {
    private final Node node;
    private final Iterator<Edge> rest;
    private SourceRange lastRange;

    private Visit(Node node, Iterator<Edge> rest, SourceRange lastRange) {
      this.node = node;
      this.rest = rest;
      this.lastRange = lastRange;
    }
  }

  CycleFinder(ReferenceGraph graph, DiagnosticSink sink) {
    this.graph = graph;
    this.sink = sink;
  }

  void check() {
    for (Node node : graph.nodes()) {
      if (!done.contains(node)) {
        search(node);
      }
    }
  }

  private void search(Node start) {
    enter(start);
    while (!path.isEmpty()) {
      Visit visit = path.getLast();
      if (!visit.rest.hasNext()) {
        path.removeLast();
        onPath.remove(visit.node);
        done.add(visit.node);
        continue;
      }
      Edge edge = visit.rest.next();
      visit.lastRange = edge.range();
      if (onPath.contains(edge.target())) {
        report(edge.target());
      } else if (!done.contains(edge.target())) {
        enter(edge.target());
      }
    }
  }

  private void enter(Node node) {
    List<Edge> edges = graph.edges(node);
    SourceRange any =
        edges.isEmpty() ? new SourceRange("", 1, 1, 1, 1, 0, 0) : edges.getFirst().range();
    path.add(new Visit(node, edges.iterator(), any));
    onPath.add(node);
  }

  private void report(Node first) {
    int from = path.size() - 1;
    while (!path.get(from).node.equals(first)) {
      from--;
    }
    List<Visit> cycle = path.subList(from, path.size());
    var steps = new StringBuilder();
    for (int index = 0; index < cycle.size(); index++) {
      Node target = index + 1 < cycle.size() ? cycle.get(index + 1).node : first;
      steps.append(
          "\n    %s refers to %s (%s)"
              .formatted(cycle.get(index).node, target, cycle.get(index).lastRange));
    }
    sink.report(
        Diagnostic.error(
            "Cycle",
            "These declarations refer to each other in a cycle:"
                + steps
                + "\nRemove one of the references, for example by passing the value as a variable.",
            cycle.getFirst().lastRange));
  }
}
