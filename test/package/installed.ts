// The package as users have it: packed, and unpacked into a folder of its own. Once for each process of tests.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../sources.js'

/** A folder whose `node_modules` holds the package, and the file that npm made of it. */
export interface Installed {
  readonly folder: string
  readonly tarball: string
}

/** Packs the package and puts it where a program in `folder` finds it, with the types of Node beside it. */
export function install(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-package-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]
  execFileSync('npm', pack, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const tarball = join(folder, readdirSync(folder)[0]!)
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'jitsam'), { recursive: true })
  execFileSync('tar', ['xzf', tarball, '-C', join(modules, 'jitsam'), '--strip-components=1'])
  symlinkSync(join(root, 'node_modules/@types'), join(modules, '@types'))
  symlinkSync(join(root, 'node_modules/undici-types'), join(modules, 'undici-types'))
  return { folder, tarball }
}
