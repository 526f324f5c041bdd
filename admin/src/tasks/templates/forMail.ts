/** A camera's picture is ten times what a mail should carry; it is drawn anew, as wide as a letter is at twice its density. */

const widthMaxPx = 1200
const quality = 0.85
/** Small enough as it is, if it is not too wide either. */
const bytesKept = 400_000

/** The same picture, no wider than a letter. Animations and what the browser cannot read stay as they are. */
export async function forMail(file: File): Promise<Blob> {
  if (file.type === 'image/gif') return file
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture || (picture.width <= widthMaxPx && file.size <= bytesKept)) return file
  const scale = Math.min(1, widthMaxPx / picture.width)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  // A PNG may be see-through, and JPEG cannot be.
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const drawn = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, type, quality))
  return drawn && drawn.size < file.size ? drawn : file
}
