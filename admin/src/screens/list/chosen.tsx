/** Which rows something is to be done to: the ticked ones, or everything that the list's filter finds. */
import { createContext, useContext, useState } from 'react'
import { useListContext } from 'react-admin'

export interface Chosen {
  count: number
  /** As `changeAll` wants it. */
  which: { ids: readonly unknown[] } | { filter: object }
}

const Everything = createContext(false)
export const EverythingProvider = Everything.Provider

export function useChosen(): Chosen {
  const everything = useContext(Everything)
  const { selectedIds, filterValues, total = 0 } = useListContext()
  if (everything) return { count: total, which: { filter: filterValues ?? {} } }
  return { count: selectedIds.length, which: { ids: selectedIds } }
}

/** True from "choose all" on, until another row is ticked or another filter chosen: then it is another choice. */
export function useEverything(): [everything: boolean, chooseAll: () => void] {
  const { selectedIds, filterValues } = useListContext()
  const [chosenFor, choose] = useState<string>()
  const now = JSON.stringify([selectedIds, filterValues])
  return [chosenFor === now, () => choose(now)]
}
