// Strings built and thrown away: the allocator and collector of AssemblyScript at work, over many small functions.

export const size: i32 = 5000

export function run(n: i32): i32 {
  const words: string[] = []
  for (let i = 0; i < n; i++) words.push('item ' + i.toString() + ':' + (i * i).toString(16))
  const text = words.join(', ')
  let sum = 0
  const parts = text.split(', ')
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i].toUpperCase()
    if (part.includes('A')) sum += part.indexOf(':')
    sum = sum * 31 + part.charCodeAt(part.length - 1)
  }
  return sum
}
