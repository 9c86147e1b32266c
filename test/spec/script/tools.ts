// The assembler of the text format: wasm-tools, which knows all of the standard and the proposals. The package
// that has it for JavaScript is large and serves nothing else, so that it is installed when it is first wanted.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const name = '@bytecodealliance/jco-transpile'
const version = '0.15.0'

/** From the text of a module to its bytes; an error says what is wrong with it. */
export type Assemble = (text: string) => Promise<Uint8Array>

/** Whether the assembler is there; it may be installed if not. */
export const isInstalled = (cache: string): boolean => {
  const manifest = join(cache, 'node_modules', name, 'package.json')
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version
}

function install(cache: string): void {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, 'package.json'), '{ "private": true }\n')
  const how = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact']
  execFileSync('npm', ['install', ...how, `${name}@${version}`], { cwd: cache, stdio: 'inherit' })
}

/**
 * The assembler takes no characters that look like others, which a module may well have in its strings: they are
 * escaped. Whatever else is wrong is thrown.
 */
function withoutConfusion(text: string, error: unknown): string {
  if (!String(error).includes('ConfusingUnicode')) throw error
  return text.replace(/[^\0-\x7f]/gu, character => `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

/** The assembler, from a folder of ours that it is installed in if it is not there. */
export async function assembler(cache: string): Promise<Assemble> {
  if (!isInstalled(cache)) install(cache)
  const path = join(cache, 'node_modules', name, 'dist/wasm-tools.js')
  const { parse } = (await import(pathToFileURL(path).href)) as { parse: Assemble }
  return text => parse(text).catch(error => parse(withoutConfusion(text, error)))
}
