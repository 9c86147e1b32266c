// A filter of a proxy: it takes the headers of a request apart, counts, sorts and answers.

const counts = new Map<string, i32>()

/** Memory for a text of so many UTF-8 bytes. */
export function allocate(length: i32): usize {
  return heap.alloc(length)
}

let answer: ArrayBuffer = new ArrayBuffer(0)

/** Filters what stands there; gives where the answer stands. */
export function filter(at: usize, length: i32): usize {
  const text = String.UTF8.decodeUnsafe(at, length)
  const lines = text.split('\n')
  const kept: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const name = line.substring(0, colon).trim().toLowerCase()
    counts.set(name, counts.has(name) ? counts.get(name) + 1 : 1)
    if (name.startsWith('x-internal')) continue
    kept.push(name + '=' + line.substring(colon + 1).trim())
  }
  kept.sort()
  const names = counts.keys()
  let total = 0
  for (let i = 0; i < names.length; i++) total += counts.get(names[i]) * names[i].length
  answer = String.UTF8.encode(kept.join('&') + '#' + total.toString())
  return changetype<usize>(answer)
}

/** How many bytes the answer has. */
export function size(): i32 {
  return answer.byteLength
}
