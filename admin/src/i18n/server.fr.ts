/**
 * What the server says, in French, by its English sentences: refusals, reasons, reports, and the help of the declarations.
 * Loaded when there is something to say, or with the application where French is chosen; never for anybody who reads
 * English. Names and values in a sentence stay as they are; a sentence that is not the server's own does, too.
 */
import { choices } from './declared.choices.fr.ts'
import { labels } from './declared.labels.fr.ts'
import { sentences as declared } from './declared.sentences.fr.ts'
import { midSentence } from './mid-sentence.ts'
import { campaigns } from './server.campaigns.fr.ts'
import { fields } from './server.fields.fr.ts'
import { identity } from './server.identity.fr.ts'
import { imports } from './server.imports.fr.ts'
import { letters } from './server.letters.fr.ts'
import { type Catalogue, finder } from './server.match.ts'
import { counted, nounIn } from './server.nouns.fr.ts'
import { records } from './server.records.fr.ts'
import { requests } from './server.requests.fr.ts'

/** What the server's sources say: each entry stands there, and each sentence there has its entry. */
export const catalogue: Catalogue = {
  ...records,
  ...requests,
  ...fields,
  ...campaigns,
  ...letters,
  ...imports,
  ...identity,
}

/** How the API and the admin put sentences together, and what Handlebars says of its own. */
const composed: Catalogue = {
  '%{n} of %{of}: %{sentence}': '%{n} sur %{of} : %{puis sentence}',
  '%{place}: %{sentence}': '%{place} : %{puis sentence}',
  "%{opened} doesn't match %{closed}": '%{opened} ne va pas avec %{closed}',
}

const numbers = new Set(['n', 'of', 'max', 'min'])
const number = new Intl.NumberFormat('fr')

/** What stands there ends before the next sentence begins. */
const unbroken = new Set(['place', 'words', 'one', 'many', 'counts'])
const oneSentence = '(?:(?![.?!] ["“A-Z])[^])+?'
/** What stands before a field's name is the column of a spreadsheet; before what is wrong with tags, their line. */
const label = '(?:(?!: |[.?!] ["“A-Z])[^])+?'

/** A line does not end between a word and what stands around it. */
const tied = (french: string): string => french.replace(/« /g, '«\u00a0').replace(/ (?=[»:;?!])/g, '\u00a0')

const find = finder(
  Object.fromEntries(
    Object.entries({ ...declared, ...catalogue, ...composed }).map(([english, french]) => [english, tied(french)]),
  ),
  {
    holds(place) {
      if (numbers.has(place)) return '-?[0-9][0-9,.]*'
      return place === 'field' || place === 'tags' ? label : unbroken.has(place) ? oneSentence : undefined
    },
    choose: (wordings, texts) => wordings[Math.abs(Number(texts.get('n'))) < 2 ? 0 : 1] ?? '',
    fill(place, text, manner) {
      if (numbers.has(place)) return numberIn(text)
      switch (place) {
        case 'field':
          return fieldIn(text, manner)
        case 'one':
        case 'many':
          return nounIn(text, manner)
        case 'counts':
          return text
            .split(/, | and /)
            .map(counted)
            .join(', ')
            .replace(/, (?=[^,]*$)/, ' et ')
        case 'state':
          return choices[text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ')] ?? text
        case 'action':
          return labels[text] ?? text
        case 'why':
        case 'words':
        case 'tags':
          return several(text) ?? text
        case 'sentence':
          return manner === 'puis' ? lower(several(text)) : several(text)
        default:
          return text
      }
    },
  },
)

const numberIn = (text: string): string => {
  const value = Number(text.replaceAll(',', ''))
  return Number.isFinite(value) ? number.format(value) : text
}

/** What stands where a field has no name of its own. */
const withoutName: Record<string, string> = { 'This field': 'ce champ', 'What is sent': 'ce qui est envoyé' }

/** A field as people call it; of a part of one ("Address, city") both are. */
function fieldIn(label: string, manner: string): string {
  const [whole = '', part] = label.split(', ')
  const known = labels[label] ?? (part && labels[whole] ? `${labels[whole]}, ${partIn(part)}` : label)
  if (!manner) return known
  const nameless = withoutName[label]
  if (nameless) return manner === 'Le' ? nameless.charAt(0).toUpperCase() + nameless.slice(1) : nameless
  return tied(`${manner} champ « ${known} »`)
}

const lower = (sentence: string | undefined): string | undefined => sentence && midSentence(sentence)

const partIn = (part: string): string => {
  const known = labels[part.charAt(0).toUpperCase() + part.slice(1)]
  return known ? midSentence(known) : part
}

/** Where the next sentence may begin. */
const seam = /(?<=[.?!]["”]?) (?=["“A-Z])/g
/** A row has at most a few things wrong with it. */
const seamsMax = 12

/** What was said before: a page is drawn many times, and a text in pieces has each piece looked at once. */
const heard = new Map<string, string | undefined>()
const heardMax = 2_000

/** The sentence, or several in a row as an import reports them. */
function several(text: string): string | undefined {
  if (heard.has(text)) return heard.get(text)
  if (heard.size >= heardMax) heard.clear()
  const french = find(text) ?? inPieces(text)
  heard.set(text, french)
  return french
}

/** The longest beginning that is a sentence of ours comes first, and all that follows must be some, too. */
function inPieces(text: string): string | undefined {
  const seams = [...text.matchAll(seam)].slice(0, seamsMax)
  for (const { index } of seams.reverse()) {
    const first = find(text.slice(0, index))
    const rest = first === undefined ? undefined : several(text.slice(index + 1))
    if (rest !== undefined) return `${first} ${rest}`
  }
  return undefined
}

/** Longer than anything we say, with what others said in it: a whole page that a mail server sent back, for example. */
const lengthMax = 4_000

/** A word alone is somebody's answer or label, even where it is also one of those that sentences are made of. */
export const inFrench = (sentence: string): string =>
  sentence.includes(' ') && sentence.length <= lengthMax ? (several(sentence) ?? sentence) : sentence
