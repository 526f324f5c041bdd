/**
 * `npm run layouts`: compiles the MJML layouts to Handlebars HTML and writes `compiled.ts`, which is committed: MJML is
 * large, slow and needed by developers only, so that no running program carries it. A test compiles again and compares.
 */
import { readFile, writeFile } from 'node:fs/promises'
import mjml from 'mjml'

const names = ['plain', 'newsletter'] as const
const target = new URL('./compiled.ts', import.meta.url)

export async function compiledLayouts(): Promise<string> {
  const lines: string[] = []
  for (const name of names) {
    const source = await readFile(new URL(`./${name}.mjml`, import.meta.url), 'utf8')
    const { html, errors } = await mjml(source, { validationLevel: 'strict', keepComments: false })
    if (errors.length > 0) throw new Error(`${name}.mjml: ${errors.map(error => error.formattedMessage).join('; ')}`)
    const oneTagALine = html
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n\s+/g, '\n')
      .replace(/\n{2,}/g, '\n')
    lines.push(`  ${name}: ${JSON.stringify(oneTagALine)},`)
  }
  return [
    '/** Made from the .mjml files beside it by `npm run layouts`. Change those, not this. */',
    '// biome-ignore format: each layout is one line, as the script writes it.',
    'export const compiled: Record<string, string> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}

if (import.meta.main) await writeFile(target, await compiledLayouts())
