/** Every resource there is. A new one is a file in `resources/` and a line here. */
import { checkRegister } from './check.ts'
import { gatherNames } from './names.ts'
import type { AnyResource } from './resource.ts'
import { accounts } from './resources/accounts.ts'
import { activities } from './resources/activities.ts'
import { attendances } from './resources/attendances.ts'
import { campaigns } from './resources/campaigns.ts'
import { changes } from './resources/changes.ts'
import { contacts } from './resources/contacts.ts'
import { deliveries } from './resources/deliveries.ts'
import { documents } from './resources/documents.ts'
import { events } from './resources/events.ts'
import { imports } from './resources/imports.ts'
import { leads } from './resources/leads.ts'
import { logs } from './resources/logs.ts'
import { notifications } from './resources/notifications.ts'
import { opportunities } from './resources/opportunities.ts'
import { properties } from './resources/properties.ts'
import { received } from './resources/received.ts'
import { reports } from './resources/reports.ts'
import { segments } from './resources/segments.ts'
import { settings } from './resources/settings.ts'
import { staff } from './resources/staff.ts'
import { stages } from './resources/stages.ts'
import { suppressions } from './resources/suppressions.ts'
import { templates } from './resources/templates.ts'
import { transactions } from './resources/transactions.ts'
import { transitions } from './resources/transitions.ts'
import { views } from './resources/views.ts'

const resources: readonly AnyResource[] = gatherNames([
  contacts,
  segments,
  templates,
  campaigns,
  deliveries,
  received,
  suppressions,
  events,
  attendances,
  leads,
  opportunities,
  stages,
  transitions,
  activities,
  accounts,
  transactions,
  documents,
  properties,
  settings,
  staff,
  imports,
  reports,
  changes,
  logs,
  notifications,
  views,
])

export const register: readonly AnyResource[] = checkRegister(resources)

const byName = new Map(register.map(resource => [resource.name, resource]))

export const resourceNamed = (name: string): AnyResource | undefined => byName.get(name)
