// What the classes of the namespace have in common: how Web IDL wants them to look.

type Class = (abstract new (...values: never[]) => object) & { readonly name: string }

/** Methods and accessors written in a class are hidden from enumeration; those of an interface are not. */
function enumerate(holder: object, except: readonly string[]): void {
  for (const name of Object.getOwnPropertyNames(holder)) {
    if (!except.includes(name)) Object.defineProperty(holder, name, { enumerable: true })
  }
}

export function asInterface(type: Class): void {
  const { name, prototype } = type
  enumerate(type, ['length', 'name', 'prototype'])
  enumerate(prototype as object, ['constructor'])
  Object.defineProperty(prototype, Symbol.toStringTag, { value: `WebAssembly.${name}`, configurable: true })
}
