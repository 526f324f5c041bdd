/** Serves the built admin: hashed files may be kept for a year, everything else is asked for anew. */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream'
import type { RequestHandler } from 'express'

interface File {
  path: string
  contentType: string
  sizeBytes: number
  /** The file compressed at build time, best first. */
  encoded: { encoding: string; path: string; sizeBytes: number }[]
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** Knows its files by name from the start: nothing outside the folder can be asked for. */
export function adminFiles(folder: string): RequestHandler {
  const files = listed(folder)
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const path = request.path === '/' ? '/index.html' : request.path
    // A page's address without a file of its own is the application's to understand.
    const file = files.get(path) ?? (isPage(request.path) ? files.get('/index.html') : undefined)
    if (!file) return next()
    const accepted = request.acceptsEncodings()
    const sent = file.encoded.find(each => accepted.includes(each.encoding))
    if (sent) response.setHeader('Content-Encoding', sent.encoding)
    if (file.encoded.length > 0) response.vary('Accept-Encoding')
    response.setHeader('Content-Type', file.contentType)
    response.setHeader('Content-Length', (sent ?? file).sizeBytes)
    const isHashed = path.startsWith('/assets/')
    response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (request.method === 'HEAD') return void response.end()
    pipeline(createReadStream((sent ?? file).path), response, () => undefined)
  }
}

const isPage = (path: string) => extname(path) === '' && !path.startsWith('/api') && !path.startsWith('/u/')

function listed(folder: string): Map<string, File> {
  const files = new Map<string, File>()
  if (!existsSync(folder)) return files
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const contentType = contentTypes[extname(entry.name)]
    if (!entry.isFile() || !contentType) continue
    const path = join(entry.parentPath, entry.name)
    const encoded = encodings.flatMap(([encoding, ending]) => {
      const packed = path + ending
      return existsSync(packed) ? [{ encoding, path: packed, sizeBytes: statSync(packed).size }] : []
    })
    const name = `/${relative(folder, path).split(sep).join('/')}`
    files.set(name, { path, contentType, sizeBytes: statSync(path).size, encoded })
  }
  return files
}
