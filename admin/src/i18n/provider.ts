/**
 * The words on screen. Keys of the declarations (`resources.contacts.fields.city`) are derived, all others are written in
 * `en.ts` and `fr.ts`. Every sentence may use %{person}, %{people}, %{Person} and %{People}: what this organisation calls
 * its people. Where French is read, whatever has no key is looked for among the server's sentences.
 */
import polyglotI18nProvider from 'ra-i18n-polyglot'
import type { I18nProvider, TranslationMessages } from 'react-admin'
import { type Locale, preferredLocale } from '../login/words.ts'
import { peopleIn } from '../people.ts'
import { midSentence } from './mid-sentence.ts'
import { inFrench, loadFrench } from './said.ts'

type Messages = Record<string, unknown>

const load: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import('./en.ts')).english(),
  fr: async () => {
    // The first list does not wait for what is said later on.
    void loadFrench()
    return (await import('./fr.ts')).french()
  },
}

export const locales = [
  // Days are written with the day first, as most of the world reads them.
  { locale: 'en-GB', name: 'English' },
  { locale: 'fr', name: 'Français' },
]

const tagOf = (language: Locale): string => (language === 'fr' ? 'fr' : 'en-GB')

/** Loads the chosen language alone; the other one follows when somebody asks for it. */
export async function openI18n(): Promise<I18nProvider> {
  const initial = preferredLocale()
  const loaded = new Map<string, Messages>([[tagOf(initial), await load[initial]()]])
  const messages = (locale: string) => {
    const present = loaded.get(locale)
    if (present) return present as unknown as TranslationMessages
    return load[locale.startsWith('fr') ? 'fr' : 'en']().then(words => {
      loaded.set(locale, words)
      return words as unknown as TranslationMessages
    })
  }
  return withPeople(polyglotI18nProvider(messages, tagOf(initial), locales, { allowMissing: true }))
}

/** Declarations explain themselves in sentences, which are shown as they come where there is no French. */
const declaredSentence = /^resources\.\w+\.(about|confirm|help)/

function withPeople(provider: I18nProvider): I18nProvider {
  const plain = (key: string, fallback: string) => provider.translate(key, { _: fallback })
  return {
    ...provider,
    translate(key, options) {
      const { one, many } = peopleIn(plain)
      if (key === 'resources.contacts.name') return options?.smart_count === 1 ? one : many
      const words = { Person: one, People: many, person: midSentence(one), people: midSentence(many) }
      const said = provider.translate(key, { ...words, ...options })
      // Declarations call the people contacts, in names of fields and in answers to choose from.
      if (key.startsWith('resources.') && (said === 'Contacts' || said === 'Contact'))
        return said === 'Contact' ? one : many
      const isSentence = said === key || said === options?._ || declaredSentence.test(key)
      return isSentence && provider.getLocale() === 'fr' ? inFrench(said) : said
    },
    async changeLocale(locale, options) {
      await provider.changeLocale(locale, options)
      document.documentElement.lang = locale
    },
  }
}
