// Clocks, the end of the program, and the mathematics of the host, which programs ask for as `JSMath`.
import { Exit } from '../exit.js'
import type { HostFunction } from '../host.js'
import { randomUnit } from '../sources.js'
import { displayed, host, type Program } from './kinds.js'

const clocks = {
  'Date.now': host('clock', '-> now', ({ clock }) => Number(clock.realtime() / 1_000_000n)),
  'performance.now': host('clock', '-> now', ({ clock }) => Number(clock.monotonic()) / 1e6),
}

const process = {
  'process.exit': host('proc', 'code:i32', (_, code) => {
    throw new Exit(code)
  }),
}

const binary = ['atan2', 'hypot', 'imul', 'max', 'min', 'pow'] as const

const unary = [
  ...(['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cbrt', 'ceil', 'clz32', 'cos'] as const),
  ...(['cosh', 'exp', 'expm1', 'floor', 'fround', 'log', 'log10', 'log1p', 'log2', 'round', 'sign'] as const),
  ...(['sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc'] as const),
]

type Rows = readonly (readonly [name: string, row: HostFunction<Program>])[]

const math: Rows = [
  ['Math.random', host('random', '-> rand', ({ random }) => randomUnit(random))],
  ...unary.map(name => [`Math.${name}`, host('math', 'x:f64 -> f64', (_, x) => Math[name](x))] as const),
  ...binary.map(
    name => [`Math.${name}`, host('math', 'x:f64 y:f64 -> f64', (_, x, y) => Math[name](x, y))] as const,
  ),
]

export const environment = {
  ...displayed('~lib/bindings/dom/', { ...clocks, ...Object.fromEntries(math) }),
  ...displayed('~lib/bindings/node/', process),
}

const constants = ['E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'PI', 'SQRT1_2', 'SQRT2'] as const

/** Globals. */
export const mathConstants: Readonly<Record<string, number>> = Object.fromEntries(
  constants.map(name => [`Math.${name}`, Math[name]]),
)
