// The shape of compiled code: words in, the first result word out (see Environment for the others).

// biome-ignore lint/suspicious/noExplicitAny: words are numbers and references, in any number
export type Code = (...words: any[]) => any
