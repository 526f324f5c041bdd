/**
 * The words on screen. Keys of the declarations (`resources.contacts.fields.city`) are derived, all others are written in
 * `en.ts` and `fr.ts`. Every sentence may use %{person}, %{people}, %{Person} and %{People}: what this organisation calls
 * its people.
 */
import polyglotI18nProvider from 'ra-i18n-polyglot'
import type { I18nProvider, TranslationMessages } from 'react-admin'
import { type Locale, preferredLocale } from '../login/words.ts'
import { peopleIn } from '../people.ts'

type Messages = Record<string, unknown>

const load: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import('./en.ts')).english(),
  fr: async () => (await import('./fr.ts')).french(),
}

export const locales = [
  { locale: 'en', name: 'English' },
  { locale: 'fr', name: 'Français' },
]

/** Loads the chosen language alone; the other one follows when somebody asks for it. */
export async function openI18n(): Promise<I18nProvider> {
  const initial = preferredLocale()
  const loaded = new Map<string, Messages>([[initial, await load[initial]()]])
  const messages = (locale: string) => {
    const present = loaded.get(locale)
    if (present) return present as unknown as TranslationMessages
    return load[locale === 'fr' ? 'fr' : 'en']().then(words => {
      loaded.set(locale, words)
      return words as unknown as TranslationMessages
    })
  }
  return withPeople(polyglotI18nProvider(messages, initial, locales, { allowMissing: true }))
}

function withPeople(provider: I18nProvider): I18nProvider {
  const plain = (key: string, fallback: string) => provider.translate(key, { _: fallback })
  return {
    ...provider,
    translate(key, options) {
      const { one, many } = peopleIn(plain)
      if (key === 'resources.contacts.name') return options?.smart_count === 1 ? one : many
      const words = { Person: one, People: many, person: lower(one), people: lower(many) }
      return provider.translate(key, { ...words, ...options })
    },
    async changeLocale(locale, options) {
      await provider.changeLocale(locale, options)
      document.documentElement.lang = locale
    },
  }
}

const lower = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)
