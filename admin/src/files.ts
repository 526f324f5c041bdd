/** Files to and from the documents store. */
import type { FileValue } from '@dormouse/model'
import { ApiError, call, download as fetchFile } from './api.ts'

interface Presigned {
  id: string
  url: string
  fields: Record<string, string>
}

/** Asks for a place, then sends the bytes there; the answer is what a `file` field holds. */
export async function upload(file: File): Promise<FileValue> {
  const contentType = file.type || 'application/octet-stream'
  const about = { filename: file.name, contentType, sizeBytes: file.size, for: 'documents' }
  const { id, url, fields } = await call<Presigned>('POST', '/uploads', about)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  // S3 reads no field after the file.
  form.append('file', file)
  const sent = await fetch(url, { method: 'POST', body: form })
  if (!sent.ok) throw new ApiError(sent.status, `"${file.name}" could not be uploaded. Try again.`)
  return { id, name: file.name, contentType, sizeBytes: file.size }
}

export async function download({ id, name, contentType }: FileValue): Promise<void> {
  saveAs(await fetchFile(`/files/${encodeURIComponent(id)}`), name, contentType)
}

/** Hands something to the browser as a download. */
export function saveAs(content: string | Blob, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken hold of it by then; keeping it would keep the whole file in memory.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
