/**
 * Off to write a letter or to make a group in the middle of a campaign, and back into it with what was made: the way back
 * travels in the address (`?back=`), and what was made is named in it (`&template=…`).
 */
import { useSearchParams } from 'react-router-dom'

export const awayTo = (path: string, back: string): string => `${path}?back=${encodeURIComponent(back)}`

/** Where one came from; undefined: from nowhere in particular. An address from outside leads into campaigns or nowhere. */
export function useComeBack(): { back: string | undefined; withMade(name: string, id: unknown): string | undefined } {
  const [search] = useSearchParams()
  const asked = search.get('back')
  const back = asked?.startsWith('/campaigns/') ? asked : undefined
  return {
    back,
    withMade: (name, id) => back && `${back}${back.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(String(id))}`,
  }
}
