// Reads the JavaScript that this compiler consists of: templates, helpers, and programs with holes. All of
// their texts are known when the compiler is built. So `npm run build` reads them once and puts in the place
// of the output of this folder's other files others that know what has been read and nothing else
// (src/build/readings.ts): who runs modules loads no parser. There is a file for each kind, because not
// everybody needs all of them.

/** A reader, and everything that it has read so far, by its text or name. */
export interface Remembering<Reading> {
  (text: string): Reading
  readonly readings: ReadonlyMap<string, Reading>
}

/** Makes a reader that reads no text twice. */
export function remembering<Reading>(read: (text: string) => Reading): Remembering<Reading> {
  const readings = new Map<string, Reading>()
  const reader = (text: string): Reading => {
    const reading = readings.get(text) ?? read(text)
    readings.set(text, reading)
    return reading
  }
  return Object.assign(reader, { readings })
}
