/**
 * Follows the HTML of a letter while its merge fields are walked: where in the markup does a field stand, and is what
 * stands around it fit for a mail? Not a parser of all HTML: what it cannot place for certain, it refuses.
 */

/** Elements that mail programs drop or that could do something on their own. */
const refusedElements = new Set(
  (
    'script style iframe object embed form input button textarea select link meta base svg math title noscript ' +
    'template xmp plaintext noframes noembed frame frameset'
  ).split(' '),
)
/** Attributes whose value is an address that is opened or fetched. */
const addressAttributes = new Set('href src background poster action formaction cite longdesc'.split(' '))
/** The only attributes in which a merge field may stand. */
const mergeAttributes = new Set(['href', 'src', 'alt', 'title'])
const addressSchemes = new Set(['http', 'https', 'mailto'])

/** What holds no tags, or is closed by the next of its kind: browsers do not nest these. */
const flatElements = new Set(
  'area br col hr img param source track wbr p li dt dd tr td th thead tbody option'.split(' '),
)
/** Layouts of tables in tables come to twenty; what reads a letter goes down into it level by level. */
const nestedMax = 200

/** Where a merge field stands: between tags, or inside a quoted attribute (`first`: nothing is written before it there). */
export type Place = { in: 'text' } | { in: 'attribute'; name: string; first: boolean }

export interface Complaint {
  /** Index into the content that was being read. */
  at: number
  message: string
}

type State =
  | 'text'
  | 'comment'
  | 'declaration'
  | 'tagName'
  | 'tag'
  | 'attributeName'
  | 'afterName'
  | 'beforeValue'
  | 'value'
  | 'bareValue'

/** One walk over one letter. Feed it the pieces of markup in order and tell it where a merge field stands. */
export class HtmlWalk {
  #state: State = 'text'
  #tag = ''
  #name = ''
  #value = ''
  #quote = ''
  #startsMerged = false
  readonly #open: string[] = []

  /** Reads markup up to the next merge field. */
  read(content: string): Complaint | undefined {
    for (let at = 0; at < content.length; at++) {
      const complaint = this.#step(content, at)
      if (complaint) return { at, message: complaint }
    }
    return undefined
  }

  /** A merge field stands here; undefined: it may not. */
  place(): Place | undefined {
    if (this.#state === 'text') return { in: 'text' }
    if (this.#state !== 'value' || !mergeAttributes.has(this.#name)) return undefined
    // Several fields in a row count as first, each of them: any may turn out blank.
    const first = clean(this.#value) === ''
    this.#startsMerged ||= first
    return { in: 'attribute', name: this.#name, first }
  }

  /** Whether the walk is between tags: where blocks may begin, and where they and the letter have to end. */
  get betweenTags(): boolean {
    return this.#state === 'text'
  }

  #step(content: string, at: number): string | undefined {
    const c = content[at]!
    switch (this.#state) {
      case 'text':
        if (c !== '<') return undefined
        this.#state = opened(content.slice(at, at + 4))
        this.#tag = ''
        return undefined
      case 'comment':
        // Browsers end a comment at both.
        if (c === '>' && /--!?$/.test(content.slice(Math.max(0, at - 3), at))) this.#state = 'text'
        return undefined
      case 'declaration':
        if (c === '>') this.#state = 'text'
        return undefined
      case 'tagName':
        if (!/[\s/>]/.test(c) || (c === '/' && this.#tag === '')) {
          this.#tag += c.toLowerCase()
          return undefined
        }
        if (refusedElements.has(this.#tag.replace('/', ''))) return `A letter can't contain <${this.#tag}>.`
        this.#state = c === '>' ? 'text' : 'tag'
        return this.#nest(this.#tag)
      case 'tag':
      case 'afterName':
        if (c === '>') this.#state = 'text'
        else if (c === '=' && this.#state === 'afterName') this.#state = 'beforeValue'
        else if (!/[\s/]/.test(c)) {
          this.#state = 'attributeName'
          this.#name = c.toLowerCase()
        }
        return undefined
      case 'attributeName':
        return this.#attributeName(c)
      case 'beforeValue':
        this.#startsMerged = false
        if (c === '"' || c === "'") {
          this.#state = 'value'
          this.#quote = c
          this.#value = ''
        } else if (c === '>') this.#state = 'text'
        else if (!/\s/.test(c)) {
          this.#state = 'bareValue'
          this.#value = c
        }
        return undefined
      case 'value':
        if (c === this.#quote) return this.#closeValue('tag')
        this.#value += c
        return undefined
      case 'bareValue':
        if (/[\s>]/.test(c)) return this.#closeValue(c === '>' ? 'text' : 'tag')
        this.#value += c
        return undefined
    }
  }

  /** A closing tag that closes nothing is passed over, as browsers do. */
  #nest(tag: string): string | undefined {
    if (tag.startsWith('/')) {
      const at = this.#open.lastIndexOf(tag.slice(1))
      if (at >= 0) this.#open.length = at
    } else if (!flatElements.has(tag) && this.#open.push(tag) > nestedMax)
      return `Tags can be at most ${nestedMax} deep inside one another.`
    return undefined
  }

  #attributeName(c: string): string | undefined {
    if (!/[=>/\s]/.test(c)) {
      this.#name += c.toLowerCase()
      return undefined
    }
    if (/^on/.test(this.#name) || this.#name === 'srcdoc') return `A letter can't contain "${this.#name}".`
    this.#state = c === '=' ? 'beforeValue' : c === '>' ? 'text' : c === '/' ? 'tag' : 'afterName'
    return undefined
  }

  #closeValue(next: State): string | undefined {
    this.#state = next
    const value = decodeEntities(this.#value)
    if (addressAttributes.has(this.#name)) return addressComplaint(value, this.#startsMerged)
    if (this.#name !== 'style') return undefined
    for (const [, address] of value.matchAll(/url\(\s*['"]?\s*([^'")]*)/gi)) {
      const complaint = addressComplaint(address!, false)
      if (complaint) return complaint
    }
    return undefined
  }
}

/** What a `<` begins; `<` before anything else is a plain character, as browsers read it. */
function opened(ahead: string): State {
  if (ahead === '<!--') return 'comment'
  // A merge field follows at once: it would become the name of the tag, so it must not count as text.
  if (ahead === '<' || ahead === '</') return 'tagName'
  if (/^<(?:[!?]|\/[^a-zA-Z])/.test(ahead)) return 'declaration'
  return /^<\/?[a-zA-Z]/.test(ahead) ? 'tagName' : 'text'
}

/** Undefined when a link or picture may point there. What a merge field begins is judged when the field is filled. */
function addressComplaint(written: string, startsMerged: boolean): string | undefined {
  const address = clean(written)
  const scheme = schemeOf(address)
  if (scheme && addressSchemes.has(scheme)) return undefined
  if (scheme === 'data') return "A picture can't be pasted into the letter. Upload it and choose it from the files."
  if (scheme) return `A link can't begin with "${scheme}:". Use https:// or mailto:.`
  if (startsMerged || address === '' || address.startsWith('#') || address.startsWith('/u/i/')) return undefined
  return `"${address.slice(0, 60)}" is not a full address. Write it with https:// in front.`
}

/** The value of a merge field at the beginning of a link: left out unless it is a web or mail address. */
export function safeAddress(value: string): string {
  const scheme = schemeOf(clean(value))
  return scheme && addressSchemes.has(scheme) ? value : ''
}

const schemeOf = (address: string): string | undefined => /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase()

/** Browsers ignore white space and control characters in front of and inside a scheme; so does the check. */
const clean = (address: string): string => address.replace(/[\s\p{Cc}\p{Cf}]/gu, '')

const named: Record<string, string> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  colon: ':',
  tab: '\t',
}

/** The entities that can hide a scheme or that an editor writes into a merge field. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal, hexadecimal, name) => {
    if (name) return named[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
