/**
 * What the screens made by hand (`tasks/`) hand to the derived admin. The derived admin knows no task by name: it mounts
 * whatever stands here, so that a task can be added, replaced or dropped without touching a derived screen.
 */
import type { Role } from '@dormouse/model'
import type { SvgIconProps } from '@mui/material/SvgIcon'
import type { ComponentType, ReactElement } from 'react'
import type { InputProps, ValueProps } from './fields/view.ts'

export interface TaskScreens {
  /** The page at `/`. */
  dashboard: ComponentType
  routes: TaskRoute[]
  /** By resource name; what is absent stays derived. */
  overrides: Record<string, ScreenOverrides>
  menu: TaskMenuItem[]
  /** Merged over the derived screens' own strings; English and French have the same keys. */
  strings: { en: Strings; fr: Strings }
}

export interface TaskRoute {
  /** React Router's syntax, e.g. `/campaigns/:id/sending`. Goes before the resources' own routes. */
  path: string
  element: ReactElement
  /** Without app bar and menu, e.g. a check-in screen or a print page. */
  noLayout?: boolean
}

/** Whole screens, or additions to the derived ones. All of them render inside react-admin's usual contexts. */
export interface ScreenOverrides {
  list?: ComponentType
  create?: ComponentType
  edit?: ComponentType
  show?: ComponentType
  /** Buttons in the list's toolbar, before the columns and export buttons (list context). */
  listActions?: ComponentType
  /** Buttons over the ticked rows, before tag, export and delete (list context with `selectedIds`). */
  bulkActions?: ComponentType
  /** Tabs of the record's page, after the details and before the history (record context). */
  showTabs?: ShowTab[]
  /** Buttons at the top of the record's page, before Edit (record context). */
  showActions?: ComponentType
  /** By name of a declared action: another button than the derived one with its form (record context). */
  actions?: Record<string, ComponentType>
  /** By field path: another input than the kind's own, in the derived forms. */
  inputs?: Record<string, ComponentType<InputProps>>
  /** By field path: another look of its value, in tables, on the record's page and in the history. */
  cells?: Record<string, ComponentType<ValueProps>>
}

export interface ShowTab {
  /** A translation key, or the words. */
  label: string
  element: ReactElement
  /** The tab's place in the address: `/contacts/1/show/<path>`; derived from the label when absent. */
  path?: string
}

export interface TaskMenuItem {
  /** A translation key, or the words. */
  label: string
  icon: ComponentType<SvgIconProps>
  path: string
  /** The menu group it stands in, named as the declarations name it (`menu.group`). */
  group?: string
  /** As `menu.order` of the declarations: smaller is higher. */
  order?: number
  /** Who sees it; everybody when absent. */
  roles?: readonly Role[]
}

/** Translations as Polyglot takes them: nested by the dots of the key. */
export interface Strings {
  [key: string]: string | Strings
}
