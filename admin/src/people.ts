/** What this organisation calls its people: Members unless the settings say Contacts, Clients, Supporters or something else. */
import { useTranslate } from 'react-admin'
import { settings, useSettings } from './settings.ts'

export interface People {
  one: string
  many: string
}

/** `{one: 'Member', many: 'Members'}`, as the settings and the chosen language say. */
export function usePeople(): People {
  const translate = useTranslate()
  useSettings()
  return peopleIn((key, fallback) => translate(key, { _: fallback }))
}

/**
 * The same for code outside React. The usual words are translated, an organisation's own word stays as it wrote it.
 * `translate` takes a key and what to answer where there is no such key.
 */
export function peopleIn(translate: (key: string, fallback: string) => string): People {
  const { one, many } = settings().people
  return { one: translate(`people.${one}`, one), many: translate(`people.${many}`, many) }
}
