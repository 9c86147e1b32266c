// Where the command line's own files are. No other file asks, because the bundle, which holds most of them,
// stands beside this one.
/** @param path relative to the folder of this file */
export const place = (path: string): URL => new URL(path, import.meta.url)
