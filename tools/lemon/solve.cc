// Solves a minimum cost flow in DIMACS lines with LEMON, to have something to be
// measured beside. Usage: solve simplex|scaling FILE; prints cost=… solve_ms=….
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

using Graph = lemon::SmartDigraph;
using Number = long long;

struct Flow {
  Graph graph;
  Graph::ArcMap<Number> most{graph}, cost{graph};
  Graph::NodeMap<Number> supply{graph};
  std::vector<Graph::Node> nodes;

  bool read(const char* name) {
    FILE* file = std::fopen(name, "r");
    if (file == nullptr) return false;
    char line[256];
    while (std::fgets(line, sizeof line, file) != nullptr) {
      int from, to;
      Number least, capacity, price;
      if (std::sscanf(line, "p min %d %d", &from, &to) == 2) {
        graph.reserveNode(from);
        graph.reserveArc(to);
        for (int i = 0; i < from; i++) nodes.push_back(graph.addNode());
      } else if (std::sscanf(line, "n %d %lld", &from, &price) == 2) {
        supply[nodes[from - 1]] = price;
      } else if (std::sscanf(line, "a %d %d %lld %lld %lld", &from, &to, &least, &capacity, &price) == 5) {
        Graph::Arc arc = graph.addArc(nodes[from - 1], nodes[to - 1]);
        most[arc] = capacity;
        cost[arc] = price;
      }
    }
    std::fclose(file);
    return true;
  }
};

template <class Algorithm>
int solve(Flow& flow) {
  auto start = std::chrono::steady_clock::now();
  Algorithm algorithm(flow.graph);
  algorithm.upperMap(flow.most).costMap(flow.cost).supplyMap(flow.supply);
  bool solved = algorithm.run() == Algorithm::OPTIMAL;
  std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
  if (!solved) return 1;
  std::printf("cost=%lld solve_ms=%.1f\n", algorithm.template totalCost<Number>(), spent.count());
  return 0;
}

int main(int count, char** words) {
  if (count != 3) return 2;
  static Flow flow;
  if (!flow.read(words[2])) return 2;
  if (std::string(words[1]) == "scaling") return solve<lemon::CostScaling<Graph, Number, Number>>(flow);
  return solve<lemon::NetworkSimplex<Graph, Number, Number>>(flow);
}
