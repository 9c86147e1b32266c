/** All that can be seen of the plug-in, line by line; `engine` is the host's WebAssembly or ours. */
export function use(engine: object, bytes: Uint8Array): Promise<readonly string[]>
