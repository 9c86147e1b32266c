// What is kept of a module, as a text: for stores that keep values by their names, of which most take any
// text and few take bytes. It has no code of the engine's.
//
//   digest of what follows, in hexadecimal (64)  head, JSON, a line  texts

import { type Entry, headOf, readFunctions, textsOf } from './entry.js'

/** Digests are made by the host, which may take its time. */
export type Digest = (text: string) => Promise<string>

/** What such a text holds. */
export type Kept = Omit<Entry, 'code'>

const digestLength = 64

/** The text of an entry; `readText` reads it. */
export async function writeText(entry: Kept, digest: Digest): Promise<string> {
  const head = JSON.stringify(headOf({ ...entry, code: undefined }))
  const body = `${head}\n${textsOf(entry.translated).join('')}`
  return (await digest(body)) + body
}

/** Nothing if the text is not exactly what was written. */
export async function readText(text: unknown, digest: Digest): Promise<Kept | undefined> {
  if (typeof text !== 'string' || text.length <= digestLength) return undefined
  const body = text.slice(digestLength)
  if ((await digest(body)) !== text.slice(0, digestLength)) return undefined
  const end = body.indexOf('\n')
  const head: ReturnType<typeof headOf> = JSON.parse(body.slice(0, end))
  return {
    translated: readFunctions(head, body.slice(end + 1)),
    called: new Set(head.called),
    validated: { depths: Uint32Array.from(head.depths) },
  }
}
