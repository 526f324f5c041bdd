/** Reads a guide as what it is to a machine: files to write, commands to run, and answers to expect. */
export type Step =
  | { kind: 'file'; path: string; text: string }
  | { kind: 'command'; text: string }
  | { kind: 'answer'; text: string }

/** Fenced blocks, in order: `sh` is run, `ts <path>` is written there, `json` is part of what the last command printed. */
export function stepsOf(markdown: string): Step[] {
  return [...markdown.matchAll(/^```(\w+)(?: +(\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language, path = '', text = '']) => {
      if (language === 'ts' && path) return { kind: 'file', path, text }
      if (language === 'sh') return { kind: 'command', text }
      if (language === 'json') return { kind: 'answer', text }
      throw new Error(`A guide's block is sh, json, or ts with a path: ${language} ${path}`)
    },
  )
}
