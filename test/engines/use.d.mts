/** What the guests do, a list of lines for each row of the table. */
export function useAll(
  WebAssembly: object,
  guests: Readonly<Record<string, Uint8Array>>,
  wasi: (...parameters: never[]) => object,
): Promise<object>
