// A view of a file system through which nothing can be changed: no content, no name, no time. What was
// opened through it is a view as well. Reading goes straight to the file below.
import { disposable } from '../dispose.js'
import { refuse } from './error.js'
import type { Channel, Directory, File, Folder, OpenHow } from './types.js'

const never = (): never => refuse('EROFS')

/** Reading from it takes nothing away that somebody has stored. */
function channelView(channel: Channel): Channel {
  const { read, wait } = channel
  return {
    ...(read && { read: read.bind(channel) }),
    ...(wait && { wait: wait.bind(channel) }),
  }
}

const fileView = (file: File): File => ({
  ...(file.channel && { channel: channelView(file.channel) }),
  ...(file.isDevice && { isDevice: true }),
  stat: () => file.stat(),
  read: (buffer, position) => file.read(buffer, position),
  sync: () => {},
  close: () => file.close(),
  setTimes: never,
  resize: never,
  write: never,
})

function open(directory: Directory, name: string, how: OpenHow): File {
  const found = how.create ? directory.look(name) : undefined
  if (found !== undefined && how.exclusive) refuse('EEXIST')
  // To ask for a file that exists and need not be made is only to read it.
  if (how.write || how.truncate || (how.create && found === undefined)) refuse('EROFS')
  const { nonblock, check } = how
  return fileView(
    directory.open(name, { read: true, ...(nonblock && { nonblock }), ...(check && { check }) }),
  )
}

/** What exists need not be made: programs rely on being told so. */
const make = (directory: Directory, name: string): never =>
  refuse(directory.look(name) === undefined ? 'EROFS' : 'EEXIST')

const view = (directory: Directory): Directory => ({
  stat: () => directory.stat(),
  sync: () => {},
  close: () => directory.close(),
  reopen: check => view(directory.reopen(check)),
  list: check => directory.list(check),
  look: name => directory.look(name),
  enter: name => view(directory.enter(name)),
  open: (name, how) => open(directory, name, how),
  readLink: name => directory.readLink(name),
  setTimes: never,
  setTimesOf: never,
  makeDirectory: name => make(directory, name),
  makeLink: name => make(directory, name),
  removeDirectory: never,
  removeFile: never,
  rename: never,
  link: never,
})

/** To close it closes what is below. */
export const readOnly = (directory: Directory): Folder => disposable<Folder>(view(directory))
