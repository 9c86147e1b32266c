// Writes modules by hand, for tests.
//
//   wasm(section(1, vec([0x60, 0, 0])), section(3, vec([0])), section(10, vec(body([0x0b]))))

type Bytes = readonly number[]

/** Unsigned LEB128. */
export function u(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  return [...bytes, rest]
}

/** Signed LEB128. */
export function s(value: bigint): number[] {
  const byte = Number(BigInt.asUintN(7, value))
  const rest = value >> 7n
  return rest === (byte & 0x40 ? -1n : 0n) ? [byte] : [byte | 0x80, ...s(rest)]
}

/** A count and as many things. */
export const vec = (...items: Bytes[]): number[] => [...u(items.length), ...items.flat()]

/** A length and as many bytes. */
export const sized = (bytes: Bytes): number[] => u(bytes.length).concat(bytes)

export const name = (text: string): number[] => sized([...new TextEncoder().encode(text)])

export const section = (id: number, bytes: Bytes): number[] => [id].concat(sized(bytes))

/** A function body of some code (with its `end`) and runs of locals. */
export const body = (code: Bytes, ...locals: Bytes[]): number[] => sized(vec(...locals).concat(code))

const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

export const wasm = (...sections: Bytes[]): Uint8Array => Uint8Array.from(header.concat(...sections))

export const i32 = 0x7f
export const i64 = 0x7e
export const v128 = 0x7b

/** A module of one function. */
export const withBody = (code: Bytes, type: Bytes = [0x60, 0, 0], ...others: Bytes[]): Uint8Array =>
  wasm(section(1, vec(type)), section(3, vec([0])), ...others, section(10, vec(body(code))))
