// Trees and heaps, in arrays of nodes: an index is a pointer, 0 is none.
#include "classical.h"

#define MOST 300
struct node { i32 key, left, right, height, parent, color, count; u32 priority; };
static struct node nodes[MOST];
static i32 used;

static i32 make(i32 key) {
  i32 at = ++used;
  nodes[at] = (struct node){ .key = key, .height = 1, .count = 1, .priority = next_random() };
  return at;
}
static void clear(i32 n) {
  used = 0;
  nodes[0] = (struct node){ 0 };
  seed(n);
}

APART u32 walk(i32 at, i32 depth) {
  if (at == 0) return 0;
  u32 sum = walk(nodes[at].left, depth + 1);
  sum = mix(sum, nodes[at].key * 64 + depth);
  return mix(sum, walk(nodes[at].right, depth + 1));
}

APART i32 insert(i32 at, i32 key) {
  if (at == 0) return make(key);
  if (key < nodes[at].key) nodes[at].left = insert(nodes[at].left, key);
  else if (key > nodes[at].key) nodes[at].right = insert(nodes[at].right, key);
  return at;
}
APART i32 erase(i32 at, i32 key) {
  if (at == 0) return 0;
  struct node *node = &nodes[at];
  if (key < node->key) node->left = erase(node->left, key);
  else if (key > node->key) node->right = erase(node->right, key);
  else {
    if (node->left == 0) return node->right;
    if (node->right == 0) return node->left;
    i32 next = node->right;
    while (nodes[next].left) next = nodes[next].left;
    node->key = nodes[next].key;
    node->right = erase(node->right, node->key);
  }
  return at;
}

// sizes 6 30 | 200
EXPORT i32 search_tree(i32 n) {
  clear(n);
  i32 root = 0;
  for (i32 i = 0; i < n; i++) root = insert(root, below(n * 2));
  u32 sum = walk(root, 0);
  for (i32 i = 0; i < n; i += 2) root = erase(root, i);
  return mix(sum, walk(root, 0));
}

static void measure(i32 at) {
  i32 left = nodes[nodes[at].left].height, right = nodes[nodes[at].right].height;
  nodes[at].height = MAX(left, right) + 1;
}
static i32 turn_right(i32 at) {
  i32 top = nodes[at].left;
  nodes[at].left = nodes[top].right;
  nodes[top].right = at;
  measure(at);
  measure(top);
  return top;
}
static i32 turn_left(i32 at) {
  i32 top = nodes[at].right;
  nodes[at].right = nodes[top].left;
  nodes[top].left = at;
  measure(at);
  measure(top);
  return top;
}
APART i32 lean(i32 at) { return nodes[nodes[at].left].height - nodes[nodes[at].right].height; }
APART i32 avl_insert(i32 at, i32 key) {
  if (at == 0) return make(key);
  if (key < nodes[at].key) nodes[at].left = avl_insert(nodes[at].left, key);
  else if (key > nodes[at].key) nodes[at].right = avl_insert(nodes[at].right, key);
  else return at;
  measure(at);
  i32 leaning = lean(at);
  if (leaning > 1) {
    if (lean(nodes[at].left) < 0) nodes[at].left = turn_left(nodes[at].left);
    return turn_right(at);
  }
  if (leaning < -1) {
    if (lean(nodes[at].right) > 0) nodes[at].right = turn_right(nodes[at].right);
    return turn_left(at);
  }
  return at;
}

// sizes 7 25 | 200
EXPORT i32 avl_tree(i32 n) {
  clear(n);
  i32 root = 0;
  for (i32 i = 0; i < n; i++) root = avl_insert(root, i % 3 ? i : (i32)below(n));
  return mix(walk(root, 0), nodes[root].height);
}

static i32 rb_root;
static void rb_turn(i32 at, i32 to_left) {
  i32 top = to_left ? nodes[at].right : nodes[at].left, parent = nodes[at].parent;
  i32 moved = to_left ? nodes[top].left : nodes[top].right;
  if (to_left) nodes[at].right = moved, nodes[top].left = at;
  else nodes[at].left = moved, nodes[top].right = at;
  if (moved) nodes[moved].parent = at;
  nodes[top].parent = parent;
  nodes[at].parent = top;
  if (parent == 0) rb_root = top;
  else if (nodes[parent].left == at) nodes[parent].left = top;
  else nodes[parent].right = top;
}
APART void rb_insert(i32 key) {
  i32 parent = 0, at = rb_root;
  while (at) {
    parent = at;
    at = key < nodes[at].key ? nodes[at].left : nodes[at].right;
  }
  at = make(key);
  nodes[at].parent = parent;
  nodes[at].color = 1;
  if (parent == 0) rb_root = at;
  else if (key < nodes[parent].key) nodes[parent].left = at;
  else nodes[parent].right = at;
  while (nodes[nodes[at].parent].color) {
    parent = nodes[at].parent;
    i32 grand = nodes[parent].parent, is_left = nodes[grand].left == parent;
    i32 uncle = is_left ? nodes[grand].right : nodes[grand].left;
    if (nodes[uncle].color) {
      nodes[parent].color = nodes[uncle].color = 0;
      nodes[grand].color = 1;
      at = grand;
      continue;
    }
    if (at == (is_left ? nodes[parent].right : nodes[parent].left)) {
      at = parent;
      rb_turn(at, is_left);
      parent = nodes[at].parent;
    }
    nodes[parent].color = 0;
    nodes[grand].color = 1;
    rb_turn(grand, !is_left);
  }
  nodes[rb_root].color = 0;
}
APART i32 black_height(i32 at) {
  if (at == 0) return 1;
  i32 left = black_height(nodes[at].left), right = black_height(nodes[at].right);
  return left != right ? -1000 : left + !nodes[at].color;
}

// sizes 7 25 | 200
EXPORT i32 red_black_tree(i32 n) {
  clear(n);
  rb_root = 0;
  for (i32 i = 0; i < n; i++) rb_insert(i & 1 ? i : (i32)below(1000));
  return mix(walk(rb_root, 0), black_height(rb_root));
}

APART void split(i32 at, i32 key, i32 *left, i32 *right) {
  if (at == 0) *left = *right = 0;
  else if (nodes[at].key < key) {
    split(nodes[at].right, key, &nodes[at].right, right);
    *left = at;
  } else {
    split(nodes[at].left, key, left, &nodes[at].left);
    *right = at;
  }
}
APART i32 join(i32 left, i32 right) {
  if (left == 0 || right == 0) return left + right;
  if (nodes[left].priority > nodes[right].priority) {
    nodes[left].right = join(nodes[left].right, right);
    return left;
  }
  nodes[right].left = join(left, nodes[right].left);
  return right;
}

// sizes 6 25 | 150
EXPORT i32 treap(i32 n) {
  clear(n);
  i32 root = 0, left, right, middle;
  for (i32 i = 0; i < n; i++) {
    i32 key = below(n * 4);
    split(root, key, &left, &right);
    root = join(join(left, make(key)), right);
  }
  split(root, n, &left, &right);
  split(right, n * 2, &middle, &right);
  return mix(walk(join(left, right), 0), walk(middle, 3));
}

/** Sleator and Tarjan's, by two strings of nodes that are smaller and larger. */
APART i32 splay(i32 at, i32 key) {
  if (at == 0) return 0;
  nodes[0].left = nodes[0].right = 0;
  i32 left = 0, right = 0;
  for (;;) {
    if (key < nodes[at].key) {
      i32 child = nodes[at].left;
      if (child && key < nodes[child].key) {
        nodes[at].left = nodes[child].right;
        nodes[child].right = at;
        at = child;
      }
      if (!nodes[at].left) break;
      nodes[right].left = at;
      right = at;
      at = nodes[at].left;
    } else if (key > nodes[at].key) {
      i32 child = nodes[at].right;
      if (child && key > nodes[child].key) {
        nodes[at].right = nodes[child].left;
        nodes[child].left = at;
        at = child;
      }
      if (!nodes[at].right) break;
      nodes[left].right = at;
      left = at;
      at = nodes[at].right;
    } else break;
  }
  nodes[left].right = nodes[at].left;
  nodes[right].left = nodes[at].right;
  nodes[at].left = nodes[0].right;
  nodes[at].right = nodes[0].left;
  nodes[0].left = nodes[0].right = 0;
  return at;
}

// sizes 6 25 | 150
EXPORT i32 splay_tree(i32 n) {
  clear(n);
  i32 root = 0;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    i32 key = below(n * 3);
    root = splay(root, key);
    if (root && nodes[root].key == key) continue;
    i32 at = make(key);
    if (root && key < nodes[root].key) {
      nodes[at].left = nodes[root].left;
      nodes[at].right = root;
      nodes[root].left = 0;
    } else if (root) {
      nodes[at].right = nodes[root].right;
      nodes[at].left = root;
      nodes[root].right = 0;
    }
    root = at;
    sum = mix(sum, nodes[root = splay(root, key / 2)].key);
  }
  return mix(sum, walk(root, 0));
}

static i32 trie_next[MOST][4], trie_ends[MOST], trie_used;

APART i32 trie_words(i32 at, i32 depth) {
  i32 sum = trie_ends[at] * depth;
  for (i32 c = 0; c < 4; c++)
    if (trie_next[at][c]) sum = sum * 3 + trie_words(trie_next[at][c], depth + 1) + c;
  return sum;
}

// sizes 3 9 | 40
EXPORT i32 trie(i32 n) {
  seed(n);
  trie_used = 0;
  for (i32 i = 0; i < MOST; i++)
    for (i32 c = trie_ends[i] = 0; c < 4; c++) trie_next[i][c] = 0;
  for (i32 i = 0; i < n; i++) {
    i32 at = 0;
    for (i32 k = below(6) + 1; k > 0; k--) {
      i32 c = below(4);
      if (!trie_next[at][c]) trie_next[at][c] = ++trie_used;
      at = trie_next[at][c];
    }
    trie_ends[at]++;
  }
  return trie_words(0, 1);
}

static i32 heap[MOST], heap_size;

static void push(i32 value) {
  i32 at = heap_size++;
  for (; at > 0 && heap[(at - 1) / 2] > value; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
  heap[at] = value;
}
static i32 pop(void) {
  i32 top = heap[0], value = heap[--heap_size], at = 0;
  for (i32 child; (child = 2 * at + 1) < heap_size; at = child) {
    if (child + 1 < heap_size && heap[child + 1] < heap[child]) child++;
    if (heap[child] >= value) break;
    heap[at] = heap[child];
  }
  heap[at] = value;
  return top;
}

// sizes 6 30 | 200
EXPORT i32 priority_queue(i32 n) {
  seed(n);
  heap_size = 0;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    push(below(1000));
    if (i % 3 == 2) sum = mix(sum, pop());
  }
  while (heap_size) sum = mix(sum, pop());
  return sum;
}

APART i32 leftist_merge(i32 a, i32 b) {
  if (!a || !b) return a + b;
  if (nodes[b].key < nodes[a].key) SWAP(i32, a, b);
  nodes[a].right = leftist_merge(nodes[a].right, b);
  if (nodes[nodes[a].left].height < nodes[nodes[a].right].height) SWAP(i32, nodes[a].left, nodes[a].right);
  nodes[a].height = nodes[nodes[a].right].height + 1;
  return a;
}

// sizes 6 20 | 150
EXPORT i32 leftist_heap(i32 n) {
  clear(n);
  i32 root = 0;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) root = leftist_merge(root, make(below(500)));
  for (; root; root = leftist_merge(nodes[root].left, nodes[root].right)) sum = mix(sum, nodes[root].key);
  return sum;
}

static i32 sums[4 * 64];

APART void segment_add(i32 at, i32 low, i32 high, i32 where, i32 value) {
  sums[at] += value;
  if (high - low == 1) return;
  i32 middle = (low + high) / 2;
  if (where < middle) segment_add(2 * at, low, middle, where, value);
  else segment_add(2 * at + 1, middle, high, where, value);
}
APART i32 segment_sum(i32 at, i32 low, i32 high, i32 from, i32 to) {
  if (to <= low || high <= from) return 0;
  if (from <= low && high <= to) return sums[at];
  i32 middle = (low + high) / 2;
  return segment_sum(2 * at, low, middle, from, to) + segment_sum(2 * at + 1, middle, high, from, to);
}

// sizes 4 12 | 60
EXPORT i32 segment_tree(i32 n) {
  for (i32 i = 0; i < COUNT(sums); i++) sums[i] = 0;
  for (i32 i = 0; i < n; i++) segment_add(1, 0, n, i * 7 % n, i * i + 1);
  u32 sum = 0;
  for (i32 i = 0; i < n; i += 2)
    for (i32 j = i; j <= n; j += 3) sum = mix(sum, segment_sum(1, 0, n, i, j));
  return sum;
}

// sizes 5 30 | 200
EXPORT i32 fenwick_tree(i32 n) {
  i32 tree[256] = { 0 };
  u32 sum = 0;
  for (i32 i = 1; i <= n; i++)
    for (i32 at = i; at <= n; at += at & -at) tree[at] += i * 5 % 17;
  for (i32 i = 1; i <= n; i++) {
    i32 prefix = 0;
    for (i32 at = i; at > 0; at -= at & -at) prefix += tree[at];
    sum = mix(sum, prefix);
  }
  return sum;
}

#define LEVELS 5
static struct { i32 key, next[LEVELS]; } skips[MOST];

// sizes 5 25 | 150
EXPORT i32 skip_list(i32 n) {
  seed(n);
  i32 count = 0;
  u32 sum = 0;
  for (i32 level = 0; level < LEVELS; level++) skips[0].next[level] = 0;
  for (i32 i = 0; i < n; i++) {
    i32 key = below(n * 2) + 1, before[LEVELS], at = 0;
    for (i32 level = LEVELS - 1; level >= 0; level--) {
      while (skips[at].next[level] && skips[skips[at].next[level]].key < key) at = skips[at].next[level];
      before[level] = at;
    }
    if (skips[at].next[0] && skips[skips[at].next[0]].key == key) continue;
    skips[++count].key = key;
    for (i32 level = 0, on = 1; level < LEVELS; level++) {
      skips[count].next[level] = 0;
      if (!on) continue;
      skips[count].next[level] = skips[before[level]].next[level];
      skips[before[level]].next[level] = count;
      on = below(2);
    }
  }
  for (i32 level = 0; level < LEVELS; level++)
    for (i32 at = skips[0].next[level]; at; at = skips[at].next[level]) sum = mix(sum, skips[at].key + level);
  return sum;
}

APART i32 build_tree(const i32 *order, i32 low, i32 high, i32 depth) {
  if (low >= high) return 0;
  i32 best = low;
  for (i32 i = low; i < high; i++)
    if (order[i] > order[best]) best = i;
  i32 at = make(order[best]);
  nodes[at].left = build_tree(order, low, best, depth + 1);
  nodes[at].right = build_tree(order, best + 1, high, depth + 1);
  nodes[at].height = depth;
  return at;
}

// sizes 5 20 | 100
EXPORT i32 cartesian_tree(i32 n) {
  i32 order[128];
  clear(n);
  for (i32 i = 0; i < n; i++) order[i] = below(1000);
  return walk(build_tree(order, 0, n, 1), 0);
}

/** Morris's walk, without recursion or a stack. */
// sizes 5 25 | 150
EXPORT i32 walk_without_stack(i32 n) {
  clear(n);
  i32 root = 0, at;
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) root = insert(root, below(n * 2));
  for (at = root; at;) {
    i32 before = nodes[at].left;
    if (before) {
      while (nodes[before].right && nodes[before].right != at) before = nodes[before].right;
      if (!nodes[before].right) {
        nodes[before].right = at;
        at = nodes[at].left;
        continue;
      }
      nodes[before].right = 0;
    }
    sum = mix(sum, nodes[at].key);
    at = nodes[at].right;
  }
  return sum;
}
