// Chasing pointers through a shuffled list: nothing to compute, only dependent loads.

export const size: i32 = 4096

const nodes = memory.data(131_072)

/** A node is a pointer to the next one and a value. */
function node(index: i32): usize {
  return nodes + (index << 3)
}

function build(n: i32): void {
  let at = 0
  for (let i = 0; i < n; i++) {
    const next = (at * 5 + 1657) & (n - 1)
    store<usize>(node(at), node(next))
    store<i32>(node(at), i, 4)
    at = next
  }
}

export function run(n: i32): i32 {
  build(n)
  let at = node(0)
  let sum = 0
  for (let i = n * 512; i > 0; i--) {
    sum = rotl<i32>(sum, 1) ^ load<i32>(at, 4)
    at = load<usize>(at)
  }
  return sum
}
