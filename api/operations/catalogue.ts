/** Every command of `npm run store`: what it is for, what it takes, and what is true when somebody stops it half-way. */
import { exportTask } from '../open-data/export.ts'
import { backup } from './backup.ts'
import { compactTask } from './compact.ts'
import { erase } from './erase.ts'
import { gc } from './gc.ts'
import { rekey } from './rekey.ts'
import { restore } from './restore.ts'
import { statsTask } from './stats.ts'
import type { Task } from './task.ts'
import { verifyTask } from './verify.ts'

export interface StoreCommand {
  about: string
  /** What follows its name. */
  usage: string
  /** How many words may follow, options aside. */
  wordsMax: number
  options: readonly OptionName[]
  /** After Ctrl-C. */
  stopped: string
  task: Task
}

/** Every option, the same in each command that takes it. */
export const options = {
  'dry-run': ['', 'only say what would be done'],
  to: ['<folder>', 'where the copy goes: a folder or s3://bucket/prefix (default: backups/<name>)'],
  forget: ['<name>', 'let go of the state that an earlier backup pinned; its copy stays'],
  at: ['<time>', 'a moment with its zone, like 2026-03-01T09:00Z or 2026-03-01T10:00+01:00'],
  from: ['<backup>', 'the folder of a backup, or the name of its pin'],
  'new-keys': ['', 'go on without the keys of the lost machine: blocked addresses are forgotten'],
  texts: ['', 'put [erased] where names and addresses stand in texts that others wrote'],
} as const satisfies Record<string, readonly [value: string, about: string]>

export type OptionName = keyof typeof options

const unchanged = 'Nothing was changed.'

export const catalogue: Readonly<Record<string, StoreCommand>> = {
  verify: {
    about: 'prove that log, files, counts and history agree',
    usage: '',
    wordsMax: 0,
    options: [],
    stopped: unchanged,
    task: verifyTask,
  },
  stats: {
    about: 'say what the store consists of, and what waits for you',
    usage: '',
    wordsMax: 0,
    options: [],
    stopped: unchanged,
    task: statsTask,
  },
  backup: {
    about: 'copy one consistent state, while the server runs',
    usage: '[--to <folder>] | --forget <name>',
    wordsMax: 0,
    options: ['to', 'forget'],
    stopped: 'No backup was made. Run it again into the same folder: what was copied need not be copied again.',
    task: backup,
  },
  restore: {
    about: 'bring back how things were, as a new commit',
    usage: '--at <time> | --from <backup> [--at <time>]',
    wordsMax: 0,
    options: ['at', 'from', 'dry-run', 'new-keys'],
    stopped: 'Either nothing was restored or all of it. Run the same command again: it does what is left.',
    task: restore,
  },
  erase: {
    about: 'forget somebody for good, in every file and every earlier state',
    usage: 'contacts/<id>',
    wordsMax: 1,
    options: ['dry-run', 'texts'],
    stopped: 'It is not finished. Run the same command again until it says so: what is done stays done.',
    task: erase,
  },
  export: {
    about: 'write open data for DuckDB, Athena or a spreadsheet',
    usage: '<folder>',
    wordsMax: 1,
    options: [],
    stopped: 'The folder is not finished: remove it. The store was not changed.',
    task: exportTask,
  },
  compact: {
    about: 'merge small files into large ones now',
    usage: '',
    wordsMax: 0,
    options: [],
    stopped: 'What was merged stays merged; the rest is as it was.',
    task: compactTask,
  },
  gc: {
    about: 'remove files that nothing leads to and that are older than a week',
    usage: '',
    wordsMax: 0,
    options: ['dry-run'],
    stopped: 'What was removed was needed by nobody; the rest waits for the next time.',
    task: gc,
  },
  rekey: {
    about: 'sign the links in letters with a new key; old links go on working',
    usage: '',
    wordsMax: 0,
    options: [],
    stopped: 'Either there is a new key or there is none: SECRETS_URL has them, newest first.',
    task: rekey,
  },
}

export function helpOf(name?: string): string {
  const command = name === undefined ? undefined : catalogue[name]
  if (!command)
    return [
      'npm run store -- <command>        looks after a store, while the server runs or without one',
      '',
      ...Object.entries(catalogue).map(([each, { about }]) => `  ${each.padEnd(10)}${about}`),
      '',
      'npm run store -- <command> --help says what a command takes. The store is the one that STORE_URL names.',
      'Exit code: 0 done, 1 refused or not clean, 2 not understood, 130 stopped.',
    ].join('\n')
  return [
    `npm run store -- ${[name, command.usage].filter(Boolean).join(' ')}`,
    `  ${command.about}`,
    ...command.options.map(each => `  ${`--${each} ${options[each][0]}`.padEnd(18)} ${options[each][1]}`),
  ].join('\n')
}
