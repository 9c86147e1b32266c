// Rotations, additions and many live i32; the round constants are computed from primes, so that none can be
// mistyped.

export const size: i32 = 600_000

const constants = memory.data(256)
const schedule = memory.data(256)
const state = memory.data(32)
const input = memory.data(1_000_000)

/** The first 32 bits of the fraction of a root. */
function fraction(root: f64): u32 {
  return <u32>((root - Math.floor(root)) * 4294967296)
}

function cubeRoot(x: f64): f64 {
  let r = x > 100 ? <f64>6 : <f64>3
  for (let i = 0; i < 40; i++) r = r - (r * r * r - x) / (3 * r * r)
  return r
}

function makeConstants(): void {
  let found = 0
  for (let p = 2; found < 64; p++) {
    let prime = true
    for (let d = 2; d * d <= p; d++) if (p % d === 0) prime = false
    if (!prime) continue
    store<u32>(constants + (found << 2), fraction(cubeRoot(p)))
    if (found < 8) store<u32>(state + (found << 2), fraction(Math.sqrt(p)))
    found++
  }
}

function expand(block: usize): void {
  for (let i = 0; i < 16; i++) store<u32>(schedule + (i << 2), bswap<u32>(load<u32>(block + (i << 2))))
  for (let i = 16; i < 64; i++) {
    const at = schedule + (i << 2)
    const a = load<u32>(at - 60)
    const b = load<u32>(at - 8)
    const s0 = rotr<u32>(a, 7) ^ rotr<u32>(a, 18) ^ (a >>> 3)
    const s1 = rotr<u32>(b, 17) ^ rotr<u32>(b, 19) ^ (b >>> 10)
    store<u32>(at, load<u32>(at - 64) + s0 + load<u32>(at - 28) + s1)
  }
}

function add(index: i32, value: u32): void {
  const at = state + (index << 2)
  store<u32>(at, load<u32>(at) + value)
}

function compress(block: usize): void {
  expand(block)
  let a = load<u32>(state)
  let b = load<u32>(state, 4)
  let c = load<u32>(state, 8)
  let d = load<u32>(state, 12)
  let e = load<u32>(state, 16)
  let f = load<u32>(state, 20)
  let g = load<u32>(state, 24)
  let h = load<u32>(state, 28)
  for (let i = 0; i < 256; i += 4) {
    const s1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25)
    const t1 = h + s1 + ((e & f) ^ (~e & g)) + load<u32>(constants + i) + load<u32>(schedule + i)
    const s0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22)
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = d + t1
    d = c
    c = b
    b = a
    a = t1 + t2
  }
  add(0, a)
  add(1, b)
  add(2, c)
  add(3, d)
  add(4, e)
  add(5, f)
  add(6, g)
  add(7, h)
}

export function run(n: i32): i32 {
  makeConstants()
  for (let i = 0; i < n; i++) store<u8>(input + i, i * 31 + (i >> 8))
  for (let at = 0; at + 64 <= n; at += 64) compress(input + at)
  return load<i32>(state) ^ load<i32>(state, 28)
}
