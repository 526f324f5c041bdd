/** The resources as they stand within a French sentence: "this campaign" is « cette campagne ». */
import { names } from './declared.names.fr.ts'
import { midSentence } from './mid-sentence.ts'

interface Noun {
  one: string
  many: string
  isFeminine?: boolean
  /** Has no singular. */
  isMany?: boolean
}

const feminine =
  /^(campagne|lettre|adresse|participation|piste|opportunité|étape|activité|opération|importation|modification|entrée|notification|vue)\b/

/** What a name on screen does not tell about the word in a sentence; a record that has no name is just that. */
const special: Record<string, Noun> = {
  record: { one: 'fiche', many: 'fiches', isFeminine: true },
  'member of staff': { one: 'membre de l’équipe', many: 'membres de l’équipe' },
  'log entry': { one: 'entrée du journal', many: 'entrées du journal', isFeminine: true },
  settings: { one: 'réglages', many: 'réglages', isMany: true },
}

const nouns = new Map<string, Noun>()
for (const [english, french] of Object.entries(names)) {
  const [ones = '', manys = ''] = english.split(' |||| ').map(word => word.toLowerCase())
  const [one = '', many = ''] = french.split(' |||| ').map(midSentence)
  const noun = special[ones] ?? { one, many, isFeminine: feminine.test(one) }
  nouns.set(manys, noun)
  nouns.set(ones, noun)
}
nouns.set('record', special.record as Noun)

/** A resource of the organisation's own making has an English name only: it is a « fiche » of that name. */
const nounOf = (english: string): Noun =>
  nouns.get(english) ?? {
    one: `fiche «\u00a0${english}\u00a0»`,
    many: `fiches «\u00a0${english}\u00a0»`,
    isFeminine: true,
  }

const beginsSoftly = (word: string): boolean => /^[aeéèiouh]/.test(word)

/** `this campaign` as manner `ce` and the noun; the manner is written as before a masculine word, « ce », « un », « de ». */
export function nounIn(english: string, manner: string): string {
  const { one, many, isFeminine, isMany } = nounOf(english)
  switch (manner.toLowerCase()) {
    case 'ce':
      return cased(manner, isMany ? `ces ${many}` : `${isFeminine ? 'cette' : beginsSoftly(one) ? 'cet' : 'ce'} ${one}`)
    case 'un':
      return cased(manner, isMany ? `des ${many}` : `${isFeminine ? 'une' : 'un'} ${one}`)
    case 'les':
    case 'des':
      return cased(manner, `${manner.toLowerCase()} ${many}`)
    case 'de':
      return cased(manner, beginsSoftly(many) ? `d’${many}` : `de ${many}`)
    default:
      return one
  }
}

const cased = (manner: string, words: string): string =>
  /^\p{Lu}/u.test(manner) ? words.charAt(0).toUpperCase() + words.slice(1) : words

/** "14 leads" → « 14 pistes ». */
export const counted = (english: string): string =>
  english.replace(/^([\d,]+) (.+)$/, (_, count: string, word: string) => {
    const { one, many } = nounOf(word)
    return `${count} ${count === '1' ? one : many}`
  })
