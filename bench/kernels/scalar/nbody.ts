// Planets as records of seven f64 in memory: position, velocity, mass.

export const size: i32 = 50_000

const bodies = memory.data(280)
const bytes = 56
const count = 5

function set(index: i32, offset: i32, value: f64): void {
  store<f64>(bodies + index * bytes + offset, value)
}

function place(index: i32, distance: f64, speed: f64, mass: f64): void {
  set(index, 0, distance)
  set(index, 8, distance * 0.3)
  set(index, 16, distance * -0.1)
  set(index, 24, speed * -0.2)
  set(index, 32, speed)
  set(index, 40, speed * 0.05)
  set(index, 48, mass)
}

function advance(dt: f64): void {
  for (let i = 0; i < count; i++) {
    const a = bodies + i * bytes
    for (let j = i + 1; j < count; j++) {
      const b = bodies + j * bytes
      const dx = load<f64>(a) - load<f64>(b)
      const dy = load<f64>(a, 8) - load<f64>(b, 8)
      const dz = load<f64>(a, 16) - load<f64>(b, 16)
      const square = dx * dx + dy * dy + dz * dz
      const magnitude = dt / (square * Math.sqrt(square))
      const toA = load<f64>(b, 48) * magnitude
      const toB = load<f64>(a, 48) * magnitude
      store<f64>(a, load<f64>(a, 24) - dx * toA, 24)
      store<f64>(a, load<f64>(a, 32) - dy * toA, 32)
      store<f64>(a, load<f64>(a, 40) - dz * toA, 40)
      store<f64>(b, load<f64>(b, 24) + dx * toB, 24)
      store<f64>(b, load<f64>(b, 32) + dy * toB, 32)
      store<f64>(b, load<f64>(b, 40) + dz * toB, 40)
    }
  }
  for (let i = 0; i < count; i++) {
    const a = bodies + i * bytes
    store<f64>(a, load<f64>(a) + dt * load<f64>(a, 24))
    store<f64>(a, load<f64>(a, 8) + dt * load<f64>(a, 32), 8)
    store<f64>(a, load<f64>(a, 16) + dt * load<f64>(a, 40), 16)
  }
}

function energy(): f64 {
  let sum: f64 = 0
  for (let i = 0; i < count; i++) {
    const a = bodies + i * bytes
    const vx = load<f64>(a, 24)
    const vy = load<f64>(a, 32)
    const vz = load<f64>(a, 40)
    sum += 0.5 * load<f64>(a, 48) * (vx * vx + vy * vy + vz * vz)
  }
  return sum
}

export function run(n: i32): f64 {
  place(0, 0.01, 0.0001, 39.47)
  place(1, 4.84, 0.6, 0.037)
  place(2, 8.34, -1.01, 0.011)
  place(3, 12.89, 1.08, 0.0017)
  place(4, 15.37, 0.97, 0.002)
  for (let i = 0; i < n; i++) advance(0.01)
  return energy()
}
