import type { Staff } from '@dormouse/model'
import { useGetManyAggregate, useTranslate } from 'react-admin'
import { may, me } from '../authProvider.ts'

/** Who did something. Parts of the product have names of their own; a person one may not see is "somebody". */
export function PersonName({ id }: { id: string | null | undefined }) {
  return <span>{usePersonName(id)}</span>
}

export function usePersonName(id: string | null | undefined): string {
  const translate = useTranslate()
  const known = id != null && /^[0-9A-Za-z-]{8,}$/.test(id) && may('read', 'staff')
  const { data } = useGetManyAggregate<Staff>('staff', { ids: known ? [id] : [] }, { enabled: known })
  if (id === me().id) return me().name
  const name = data?.[0]?.name
  if (name) return name
  return translate(`parts.${id}`, { _: translate('parts.somebody') })
}
