/** Says in one plain sentence what is wrong with a folder, for the person who runs Dormouse on it; `cause` keeps the rest. */

const full = 'has no room left. Make room on that disk; nothing that was acknowledged is lost.'
const closed = 'cannot be read or written by this user. Change its owner or rights, or choose another folder.'
const broken = 'could not be read or written: the disk reports an error. Check the disk before you go on.'
const odd = 'is not a folder that files can be kept in. Choose another one.'
const damaged =
  'holds a damaged queue or lock file (*.sqlite). Move it away and start again; the store itself does not need it.'
const locked = 'is held by another process that does not let go. Stop the other Dormouse that uses it.'
const crowded = 'could not be used: this process has too many files open. Raise its limit (ulimit -n).'

/** Its message is a sentence that a person can do something about. */
export class DiskProblem extends Error {}

/** System error codes (errno) and SQLite's primary result codes (sqlite.org/rescode.html). */
const sentences: Record<string, string> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EACCES: closed,
  EPERM: closed,
  EROFS: closed,
  EIO: broken,
  ENOTDIR: odd,
  EISDIR: odd,
  EEXIST: odd,
  EMFILE: crowded,
  ENFILE: crowded,
  'sqlite 5': locked,
  'sqlite 8': closed,
  'sqlite 10': broken,
  'sqlite 11': damaged,
  'sqlite 13': full,
  'sqlite 14': closed,
  'sqlite 26': damaged,
}

export function diskTrouble(folder: string, cause: unknown): Error {
  const sentence = sentences[codeOf(cause)]
  const why = cause instanceof Error ? cause.message : String(cause)
  return sentence
    ? new DiskProblem(`The folder ${folder} ${sentence}`, { cause })
    : new Error(`The folder ${folder} failed: ${why}`, { cause })
}

/** Extended SQLite codes carry the primary one in their low byte. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  return typeof errcode === 'number' ? `sqlite ${errcode & 0xff}` : String(code)
}

export const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT'

export const isBusy = (error: unknown): boolean => codeOf(error) === 'sqlite 5'
