// Texts side by side, for a terminal: each in a column as wide as it needs to be, up to a limit. What is
// longer goes on in the next line; the last column is not limited, so that it can be copied.

export interface Column {
  readonly title: string
  readonly lines: readonly string[]
}

/**
 * A line in pieces of at most `width` characters; those behind the first are indented like it, and a little
 * more.
 */
function wrap(line: string, width: number): string[] {
  if (line.length <= width) return [line]
  const indent = `${/^ */.exec(line)![0]}    `.slice(0, width >> 1)
  const pieces = [line.slice(0, width)]
  for (let rest = line.slice(width); rest !== ''; rest = rest.slice(width - indent.length))
    pieces.push(indent + rest.slice(0, width - indent.length))
  return pieces
}

/** Puts columns side by side; gives the lines. */
export function sideBySide(columns: readonly Column[], widest: number): string[] {
  const wrapped = columns.map(({ title, lines }, i) => {
    const isLast = i === columns.length - 1
    const all = isLast ? lines : lines.flatMap(line => wrap(line, widest))
    const width = Math.max(title.length, ...all.map(({ length }) => length))
    return { rows: [title, '-'.repeat(isLast ? title.length : width), ...all], width }
  })
  const height = Math.max(...wrapped.map(({ rows }) => rows.length))
  return Array.from({ length: height }, (_, i) =>
    wrapped
      .map(({ rows, width }, k) =>
        k === wrapped.length - 1 ? (rows[i] ?? '') : (rows[i] ?? '').padEnd(width),
      )
      .join('  |  ')
      .trimEnd(),
  )
}
