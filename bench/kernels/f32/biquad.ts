// A cascade of two second-order filters over samples in memory: each step waits for the one before it.

export const size: i32 = 350_000

const samples = memory.data(1_600_000)

function filter(n: i32, cutoff: f32): void {
  const b0: f32 = 0.067455 * cutoff
  const b1: f32 = 0.134911 * cutoff
  const a1: f32 = -1.14298
  const a2: f32 = 0.412802
  let z1: f32 = 0
  let z2: f32 = 0
  for (let i = 0; i < n; i++) {
    const at = samples + (i << 2)
    const x = load<f32>(at)
    const y = b0 * x + z1
    z1 = b1 * x - a1 * y + z2
    z2 = b0 * x - a2 * y
    store<f32>(at, y)
  }
}

export function run(n: i32): f32 {
  for (let i = 0; i < n; i++) store<f32>(samples + (i << 2), <f32>((i * 7919) % 2048) / 1024 - 1)
  filter(n, 1)
  filter(n, 0.5)
  let sum: f32 = 0
  for (let i = 0; i < n; i += 16) sum += load<f32>(samples + (i << 2))
  return sum
}
