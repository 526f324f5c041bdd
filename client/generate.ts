/**
 * Writes the client's types from the description of an installation, fields that its staff added included:
 *
 *   npm run client                                       of the one that runs here
 *   npm run client -- https://crm.example/api/openapi.json
 *   npm run client -- openapi.json                       from a file, fetched with somebody's token
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const here = 'http://127.0.0.1:4000/api/openapi.json'

export const typesOf = async (document: object): Promise<string> =>
  COMMENT_HEADER + astToString(await openapiTS(JSON.parse(JSON.stringify(document))))

async function documentAt(place: string): Promise<object> {
  if (!/^https?:/.test(place)) return JSON.parse(await readFile(place, 'utf8'))
  const response = await fetch(place).catch(() => undefined)
  if (!response?.ok)
    throw new Error(`There is no description at ${place}: start Dormouse, or name an address or a file.`)
  return (await response.json()) as object
}

if (import.meta.main) {
  const target = join(import.meta.dirname, 'dormouse.d.ts')
  try {
    await writeFile(target, await typesOf(await documentAt(process.argv[2] ?? here)))
    process.stdout.write(`Written: ${target}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}
