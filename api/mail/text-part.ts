/**
 * The plain text of a letter, made once per template from its body: the merge fields stay in it and are filled for every
 * recipient like those of the body. (html-to-text manages some hundred letters a second: per recipient it would be the
 * slowest step of all.)
 */
import { compile } from 'html-to-text'

const convert = compile({
  // Breaking lines here would break merge fields in two; `message.ts` keeps them short on the wire.
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
})

/** `body`: the letter's HTML with its merge fields. */
export function textOf(body: string): string {
  return tidied(convert(body))
}

/** A run of blanks is looked at from its beginning alone: from each of its blanks, sixty thousand of them took a minute. */
const blanksAtEnd = /(?<![ \t])[ \t]+$/gm

/**
 * Asked of every mail of a campaign, most of which were tidied as a template already. Line ends are rarer than blanks, so
 * they are what is looked for.
 */
function isTidy(text: string): boolean {
  if (text.includes('\r')) return false
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    const before = text.charCodeAt(end - 1)
    if (before === blank || before === tab || text.startsWith('\n\n', end + 1)) return false
  }
  return true
}
const [blank, tab] = [32, 9]

/** At most one blank line in a row, none at the ends. */
export const tidied = (text: string): string =>
  (isTidy(text) ? text : text.replace(blanksAtEnd, '').replace(/\n{3,}/g, '\n\n')).trim()
