// How a case reaches the packages of npm that were installed for it.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packages } from './arms.mjs'

const require = createRequire(join(packages, 'index.js'))

/** @typedef {typeof installed} Installed */
export const installed = {
  require,
  /** As a module. @param {string} specifier */
  load: specifier => import(pathToFileURL(require.resolve(specifier)).href),
  /** A file of a package, in a buffer of its own. @param {string} path */
  read: path => new Uint8Array(readFileSync(join(packages, 'node_modules', path))),
}
