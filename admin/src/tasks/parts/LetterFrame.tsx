/**
 * Shows a letter's HTML as a mail program would, in a frame without scripts, forms, pop-ups or navigation.
 *
 * The frame inherits the page's Content Security Policy, which allows style attributes but no style elements. Sheets made
 * through the object model are allowed, so the letter's sheets are taken out and put in again that way. This needs
 * `allow-same-origin`; without `allow-scripts` nothing in the letter can make use of it.
 */
import { Box } from '@mui/material'
import { useMemo, useRef, useState } from 'react'

interface LetterFrameProps {
  html: string
  /** Read by screen readers. */
  title: string
  /** Of the paper, in CSS pixels; the whole width when absent. */
  width?: number
  minHeight?: number
}

const heightMaxPx = 20_000

export function LetterFrame({ html, title, width, minHeight = 240 }: LetterFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(minHeight)
  const letter = useMemo(() => separated(html), [html])
  const settle = () => {
    const page = frame.current?.contentDocument
    const view = page?.defaultView as (Window & typeof globalThis) | null | undefined
    if (!page?.body || !view) return
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(letter.css)
    page.adoptedStyleSheets = [sheet]
    // A link would open inside the frame; pop-ups are not allowed, so it opens nowhere.
    for (const link of page.querySelectorAll('a, area')) link.setAttribute('target', '_blank')
    const measure = () => setHeight(Math.min(heightMaxPx, Math.max(minHeight, page.body.scrollHeight + 24)))
    measure()
    for (const image of page.images) image.addEventListener('load', measure)
  }
  return (
    <Box
      sx={{
        bgcolor: '#fff',
        borderRadius: 1,
        border: 1,
        borderColor: 'divider',
        overflow: 'auto',
        mx: 'auto',
        maxWidth: '100%',
        width: width ?? '100%',
      }}
    >
      <Box
        component="iframe"
        // Remounted for another letter: a frame whose document is swapped keeps the height of the longer one.
        key={letter.html}
        ref={frame}
        title={title}
        sandbox="allow-same-origin"
        srcDoc={letter.html}
        onLoad={settle}
        sx={{ display: 'block', width: '100%', height, border: 0, colorScheme: 'light' }}
      />
    </Box>
  )
}

/** The letter without its style elements, and their rules. Outlook's conditional comments go too: no browser reads them. */
export function separated(html: string): { html: string; css: string } {
  const rules: string[] = []
  const bare = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<style\b([^>]*)>([\s\S]*?)<\/style>/gi, (_, attributes, css) => {
      const media = /\bmedia="([^"]+)"/i.exec(attributes)?.[1]
      rules.push(media ? `@media ${media} {${css}}` : css)
      return ''
    })
  return { html: bare, css: rules.join('\n') }
}
