/** The groups that a declaration puts its fields into: tabs of the form, sections of the page. */
import type { Place } from './places.ts'

export interface Tab {
  name?: string
  places: Place[]
}

/** In the order in which the groups first occur; fields without a group come first. */
export function tabsOf(places: Place[]): Tab[] {
  const tabs = new Map<string, Place[]>([['', []]])
  for (const place of places) {
    const name = place.field.options.group ?? ''
    tabs.set(name, [...(tabs.get(name) ?? []), place])
  }
  return [...tabs]
    .filter(([, each]) => each.length > 0)
    .map(([name, each]) => ({ name: name || undefined, places: each }))
}
