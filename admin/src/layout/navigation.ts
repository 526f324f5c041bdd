/** What stands in the menu: Home, the declared resources and the tasks made by hand, in their declared groups and order. */
import { included, register } from '@dormouse/model'
import { may, me } from '../authProvider.ts'
import { tasks } from '../tasks/index.tsx'
import { type Icon, iconNamed, icons } from './icons.ts'

export interface NavigationItem {
  path: string
  /** A translation key, or the words. */
  label: string
  /** The label's count where the label is a resource's name: 2 asks for the plural. */
  smartCount?: number
  icon: Icon
  order: number
}

export interface NavigationGroup {
  /** Undefined: the first group, which has no heading. */
  name?: string
  items: NavigationItem[]
}

/** Groups stand where their first item stands. */
export function navigation(): NavigationGroup[] {
  const groups = new Map<string, NavigationItem[]>()
  const add = (group: string | undefined, item: NavigationItem) =>
    groups.set(group ?? '', [...(groups.get(group ?? '') ?? []), item])

  add(undefined, { path: '/', label: 'nav.home', icon: icons.home as Icon, order: -1 })
  for (const { name, menu } of register)
    if (menu && may('read', name))
      add(menu.group, {
        path: `/${name}`,
        label: `resources.${name}.name`,
        smartCount: 2,
        icon: iconNamed(menu.icon ?? name),
        order: menu.order ?? 1000,
      })
  const role = me().role
  for (const item of tasks.menu)
    if (included(item.roles, role))
      add(item.group, { path: item.path, label: item.label, icon: item.icon, order: item.order ?? 1000 })

  return [...groups]
    .map(([name, items]) => ({ name: name || undefined, items: items.sort((a, b) => a.order - b.order) }))
    .sort((a, b) => first(a) - first(b))
}

const first = (group: NavigationGroup): number => (group.name ? (group.items[0]?.order ?? 0) : Number.NEGATIVE_INFINITY)
