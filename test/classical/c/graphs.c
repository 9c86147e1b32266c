// Graphs as matrices and lists of edges, made of a seed.
#include "classical.h"

#define MOST 24
#define NONE 1000000
static i32 weight[MOST][MOST], distance[MOST], before[MOST], mark[MOST], low[MOST], stack[MOST], top, clock;

static void connect(i32 n, i32 one_in) {
  seed(n * 7 + one_in);
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) weight[i][j] = i == j ? 0 : below(one_in) == 0 ? (i32)below(50) + 1 : NONE;
}
static u32 all_of(const i32 *values, i32 n) {
  u32 sum = n;
  for (i32 i = 0; i < n; i++) sum = mix(sum, values[i]);
  return sum;
}

APART void nearest(i32 n, i32 from) {
  for (i32 i = 0; i < n; i++) distance[i] = NONE, mark[i] = 0;
  distance[from] = 0;
  for (;;) {
    i32 at = -1;
    for (i32 i = 0; i < n; i++)
      if (!mark[i] && distance[i] < NONE && (at < 0 || distance[i] < distance[at])) at = i;
    if (at < 0) return;
    mark[at] = 1;
    for (i32 i = 0; i < n; i++) distance[i] = MIN(distance[i], distance[at] + weight[at][i]);
  }
}

// sizes 4 10 | 24
EXPORT i32 dijkstra(i32 n) {
  u32 sum = 0;
  connect(n, 3);
  for (i32 i = 0; i < n; i += 3) {
    nearest(n, i);
    sum = mix(sum, all_of(distance, n));
  }
  return sum;
}

// sizes 4 8 | 20
EXPORT i32 bellman_ford(i32 n) {
  connect(n, 3);
  for (i32 i = 0; i < n; i++) distance[i] = i ? NONE : 0;
  weight[0][1] = 9, weight[1][2] = -4;
  i32 changed = 1, rounds = 0;
  for (; changed && rounds < n; rounds++) {
    changed = 0;
    for (i32 i = 0; i < n; i++)
      for (i32 j = 0; j < n; j++)
        if (weight[i][j] < NONE && distance[i] < NONE && distance[i] + weight[i][j] < distance[j]) {
          distance[j] = distance[i] + weight[i][j];
          changed = 1;
        }
  }
  return mix(all_of(distance, n), rounds * 2 + changed);
}

// sizes 4 8 | 20
EXPORT i32 floyd_warshall(i32 n) {
  connect(n, 3);
  for (i32 k = 0; k < n; k++)
    for (i32 i = 0; i < n; i++)
      for (i32 j = 0; j < n; j++) weight[i][j] = MIN(weight[i][j], weight[i][k] + weight[k][j]);
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) sum = mix(sum, all_of(weight[i], n));
  return sum;
}

// sizes 4 10 | 24
EXPORT i32 prim(i32 n) {
  connect(n, 2);
  i32 total = 0;
  for (i32 i = 0; i < n; i++) distance[i] = i ? NONE : 0, mark[i] = 0, before[i] = -1;
  for (i32 round = 0; round < n; round++) {
    i32 at = -1;
    for (i32 i = 0; i < n; i++)
      if (!mark[i] && (at < 0 || distance[i] < distance[at])) at = i;
    mark[at] = 1;
    total += distance[at];
    for (i32 i = 0; i < n; i++) {
      i32 both = MIN(weight[at][i], weight[i][at]);
      if (!mark[i] && both < distance[i]) distance[i] = both, before[i] = at;
    }
  }
  return mix(all_of(before, n), total);
}

static i32 root_of(i32 at) {
  while (before[at] != at) at = before[at] = before[before[at]];
  return at;
}
APART i32 unite(i32 a, i32 b) {
  a = root_of(a), b = root_of(b);
  if (a == b) return 0;
  if (mark[a] < mark[b]) SWAP(i32, a, b);
  mark[a] += mark[b];
  before[b] = a;
  return 1;
}

// sizes 4 8 | 20
EXPORT i32 kruskal(i32 n) {
  connect(n, 2);
  i32 total = 0, taken = 0;
  for (i32 i = 0; i < n; i++) before[i] = i, mark[i] = 1;
  for (i32 length = 1; length <= 50; length++)
    for (i32 i = 0; i < n; i++)
      for (i32 j = 0; j < n; j++)
        if (weight[i][j] == length && unite(i, j)) total += length, taken++;
  return total * 100 + taken;
}

// sizes 8 20 | 24
EXPORT i32 union_find(i32 n) {
  seed(n);
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) before[i] = i, mark[i] = 1;
  for (i32 i = 0; i < n; i++) {
    i32 a = below(n), b = below(n);
    sum = mix(sum, unite(a, b) * 2 + (root_of(i) == root_of(0)));
  }
  return mix(sum, mark[root_of(0)]);
}

static i32 components;

APART void strong(i32 n, i32 at) {
  mark[at] = low[at] = ++clock;
  stack[top++] = at;
  for (i32 to = 0; to < n; to++) {
    if (weight[at][to] >= NONE || to == at) continue;
    if (!mark[to]) {
      strong(n, to);
      low[at] = MIN(low[at], low[to]);
    } else if (before[to] < 0) low[at] = MIN(low[at], mark[to]);
  }
  if (low[at] != mark[at]) return;
  components++;
  i32 member;
  do before[member = stack[--top]] = components; while (member != at);
}

// sizes 4 12 | 24
EXPORT i32 tarjan(i32 n) {
  connect(n, 6);
  top = clock = components = 0;
  for (i32 i = 0; i < n; i++) mark[i] = 0, before[i] = -1;
  for (i32 i = 0; i < n; i++)
    if (!mark[i]) strong(n, i);
  return mix(all_of(before, n), components);
}

static i32 bridges, joints;

APART void bridge(i32 n, i32 at, i32 from) {
  i32 children = 0, is_joint = 0;
  mark[at] = low[at] = ++clock;
  for (i32 to = 0; to < n; to++) {
    if (to == from || to == at || MIN(weight[at][to], weight[to][at]) >= NONE) continue;
    if (mark[to]) {
      low[at] = MIN(low[at], mark[to]);
      continue;
    }
    children++;
    bridge(n, to, at);
    low[at] = MIN(low[at], low[to]);
    if (low[to] > mark[at]) bridges = bridges * 31 + at + to;
    is_joint |= from >= 0 && low[to] >= mark[at];
  }
  joints = joints * 2 + (is_joint || (from < 0 && children > 1));
}

// sizes 4 12 | 24
EXPORT i32 bridges_and_joints(i32 n) {
  connect(n, 9);
  clock = bridges = joints = 0;
  for (i32 i = 0; i < n; i++) mark[i] = 0;
  for (i32 i = 0; i < n; i++)
    if (!mark[i]) bridge(n, i, -1);
  return mix(bridges, joints);
}

APART i32 in_order(i32 n, i32 at) {
  mark[at] = 1;
  for (i32 to = 0; to < n; to++) {
    if (to <= at || weight[at][to] >= NONE || mark[to] == 2) continue;
    if (mark[to] == 1 || !in_order(n, to)) return 0;
  }
  mark[at] = 2;
  stack[--top] = at;
  return 1;
}

// sizes 4 12 | 24
EXPORT i32 topological_order(i32 n) {
  connect(n, 4);
  top = n;
  i32 ok = 1;
  for (i32 i = 0; i < n; i++) mark[i] = 0;
  for (i32 i = n - 1; i >= 0; i--)
    if (!mark[i]) ok &= in_order(n, i);
  return mix(all_of(stack, n), ok);
}

APART i32 augment(i32 n, i32 at, i32 sink, i32 limit) {
  if (at == sink) return limit;
  mark[at] = 1;
  for (i32 to = 0; to < n; to++) {
    if (mark[to] || weight[at][to] <= 0) continue;
    i32 got = augment(n, to, sink, MIN(limit, weight[at][to]));
    if (got == 0) continue;
    weight[at][to] -= got;
    weight[to][at] += got;
    return got;
  }
  return 0;
}

// sizes 4 7 | 16
EXPORT i32 max_flow(i32 n) {
  connect(n, 2);
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < n; j++) weight[i][j] %= NONE;
  i32 flow = 0, got;
  do {
    for (i32 i = 0; i < n; i++) mark[i] = 0;
    flow += got = augment(n, 0, n - 1, NONE);
  } while (got);
  return flow;
}

APART i32 match_from(i32 n, i32 at, u32 *seen) {
  for (i32 to = 0; to < n; to++) {
    if (weight[at][to] >= NONE || *seen >> to & 1) continue;
    *seen |= 1u << to;
    if (before[to] < 0 || match_from(n, before[to], seen)) {
      before[to] = at;
      return 1;
    }
  }
  return 0;
}

// sizes 4 10 | 24
EXPORT i32 matching(i32 n) {
  connect(n, 5);
  i32 pairs = 0;
  for (i32 i = 0; i < n; i++) before[i] = -1, weight[i][i] = NONE;
  for (i32 i = 0; i < n; i++) {
    u32 seen = 0;
    pairs += match_from(n, i, &seen);
  }
  return mix(all_of(before, n), pairs);
}

// sizes 5 9 | 22
EXPORT i32 maze(i32 n) {
  static i32 queue[32 * 32], steps[32 * 32];
  static const i32 dx[] = { 1, -1, 0, 0 }, dy[] = { 0, 0, 1, -1 };
  seed(n);
  i32 read = 0, write = 0;
  for (i32 i = 0; i < n * n; i++) steps[i] = below(4) ? -1 : -2;
  steps[0] = 0;
  queue[write++] = 0;
  while (read < write) {
    i32 at = queue[read++];
    for (i32 k = 0; k < 4; k++) {
      i32 x = at % n + dx[k], y = at / n + dy[k];
      if (x < 0 || y < 0 || x >= n || y >= n || steps[y * n + x] != -1) continue;
      steps[y * n + x] = steps[at] + 1;
      queue[write++] = y * n + x;
    }
  }
  return mix(all_of(steps, n * n), write);
}

APART i32 cliques(u32 candidates, i32 size, const u32 *friends) {
  i32 best = size;
  while (candidates) {
    i32 at = __builtin_ctz(candidates);
    candidates &= candidates - 1;
    i32 found = cliques(candidates & friends[at], size + 1, friends);
    if (found > best) best = found;
  }
  return best;
}

// sizes 5 9 | 18
EXPORT i32 largest_clique(i32 n) {
  u32 friends[MOST] = { 0 };
  seed(n);
  for (i32 i = 0; i < n; i++)
    for (i32 j = 0; j < i; j++)
      if (below(3)) friends[i] |= 1u << j, friends[j] |= 1u << i;
  return cliques((1u << n) - 1, 0, friends);
}

// sizes 3 6 | 12
EXPORT f64 page_rank(i32 n) {
  f64 rank[MOST], next[MOST], change = 1;
  connect(n, 3);
  for (i32 i = 0; i < n; i++) rank[i] = 1.0 / n;
  for (i32 round = 0; round < 20 && change > 1e-9; round++) {
    change = 0;
    for (i32 j = 0; j < n; j++) next[j] = 0.15 / n;
    for (i32 i = 0; i < n; i++) {
      i32 degree = 0;
      for (i32 j = 0; j < n; j++) degree += weight[i][j] < NONE;
      for (i32 j = 0; j < n; j++)
        if (weight[i][j] < NONE) next[j] += 0.85 * rank[i] / degree;
    }
    for (i32 j = 0; j < n; j++) {
      change += next[j] > rank[j] ? next[j] - rank[j] : rank[j] - next[j];
      rank[j] = next[j];
    }
  }
  return rank[0] * 3 + rank[n - 1] + change;
}
