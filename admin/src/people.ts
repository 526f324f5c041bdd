/** What this organisation calls its people: Members unless the settings say Contacts, Clients, Supporters or something else. */
import { useGetOne, useTranslate } from 'react-admin'

export interface People {
  one: string
  many: string
}

/** `{one: 'Member', many: 'Members'}`, as the settings and the chosen language say. */
export function usePeople(): People {
  const translate = useTranslate()
  const { data } = useGetOne('settings', { id: 'settings' }, { staleTime: 60_000 })
  const name = typeof data?.peopleName === 'string' ? data.peopleName : 'Members'
  return {
    one: translate(`people.${name}.one`, { _: name.replace(/s$/, '') }),
    many: translate(`people.${name}.many`, { _: name }),
  }
}
