// The product of two square matrices of f64, by the schoolbook.

export const size: i32 = 160

const left = memory.data(512_000)
const right = memory.data(512_000)
const product = memory.data(512_000)

function cell(matrix: usize, index: i32): usize {
  return matrix + (index << 3)
}

function multiply(n: i32): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum: f64 = 0
      for (let k = 0; k < n; k++) {
        sum += load<f64>(cell(left, i * n + k)) * load<f64>(cell(right, k * n + j))
      }
      store<f64>(cell(product, i * n + j), sum)
    }
  }
}

export function run(n: i32): f64 {
  const count = n * n
  for (let i = 0; i < count; i++) {
    store<f64>(cell(left, i), (i % 17) + 0.25)
    store<f64>(cell(right, i), (i % 13) - 0.5)
  }
  multiply(n)
  let trace: f64 = 0
  for (let i = 0; i < count; i += 7) trace = trace * 0.5 + load<f64>(cell(product, i))
  return trace
}
