// The shape of compiled code: words in, the first result word out (see Environment for the others).

export type Code = (...words: never[]) => unknown
