// What is ours of an object, and not what it inherits.

/** The bundler's own helper goes through what an object inherits too, where others may have added to it. */
export const ownOnly = (code: string): string =>
  code.replace(/for ?\(var name in all\)/g, 'for (var name of Object.keys(all))')
