// Locals whose address is taken, on a stack in linear memory, as C programs have them: a frame for each call,
// pointers to it handed down.

export const size: i32 = 9

const bottom = memory.data(65_536)

let stackPointer: usize = bottom + 65_536

/** Heap's algorithm: each level keeps a copy of the row in its own frame. */
function permute(row: usize, k: i32, n: i32, sum: usize): void {
  const frame = (stackPointer -= 64)
  for (let i = 0; i < n; i++) store<i32>(frame + (i << 2), load<i32>(row + (i << 2)))
  if (k === n) {
    store<i32>(sum, load<i32>(sum) * 31 + load<i32>(frame) + load<i32>(frame, 8))
  } else {
    for (let i = k; i < n; i++) {
      swap(frame + (k << 2), frame + (i << 2))
      permute(frame, k + 1, n, sum)
    }
  }
  stackPointer = frame + 64
}

function swap(a: usize, b: usize): void {
  const held = load<i32>(a)
  store<i32>(a, load<i32>(b))
  store<i32>(b, held)
}

export function run(n: i32): i32 {
  const frame = (stackPointer -= 64)
  for (let i = 0; i < n; i++) store<i32>(frame + (i << 2), i * 3 + 1)
  store<i32>(frame, 0, 48)
  permute(frame, 0, n, frame + 48)
  const sum = load<i32>(frame, 48)
  stackPointer = frame + 64
  return sum
}
