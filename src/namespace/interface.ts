// What the classes of the namespace have in common: how Web IDL wants them to look. Their names are said once
// more, because bundlers may give a class a shorter one.

type Class = abstract new (...values: never[]) => object

/**
 * Methods and accessors written in a class are hidden from enumeration; those of an interface are not. Where
 * a class has been made a function, for an engine that has none, some properties cannot be changed.
 */
function enumerate(holder: object, except: readonly string[]): void {
  for (const name of Object.getOwnPropertyNames(holder)) {
    const isOurs = !except.includes(name) && Object.getOwnPropertyDescriptor(holder, name)!.configurable
    if (isOurs) Object.defineProperty(holder, name, { enumerable: true })
  }
}

/** Makes a class look like an interface of that name. */
export function asInterface(type: Class, name: string): void {
  const { prototype } = type
  Object.defineProperty(type, 'name', { value: name, configurable: true })
  enumerate(type, ['length', 'name', 'prototype'])
  enumerate(prototype as object, ['constructor'])
  Object.defineProperty(prototype, Symbol.toStringTag, { value: `WebAssembly.${name}`, configurable: true })
}
