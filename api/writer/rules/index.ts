/** The rules of resources that need more than their declaration says. */
import { campaignRules } from '../campaigns/index.ts'
import type { ResourceRules } from '../handler.ts'
import { activities } from './activities.ts'
import { attendances } from './attendances.ts'
import { changes } from './changes.ts'
import { contacts } from './contacts.ts'
import { documents } from './documents.ts'
import { events } from './events.ts'
import { leads, opportunities } from './leads.ts'
import { properties } from './properties.ts'
import { settings } from './settings.ts'
import { staff } from './staff.ts'
import { suppressions } from './suppressions.ts'
import { templates } from './templates.ts'

let rules: Record<string, ResourceRules> | undefined

/** Gathered at the first question: rules use the writing of records and records use the rules, in whichever order they load. */
export function rulesOf(resource: string): ResourceRules | undefined {
  rules ??= {
    activities,
    attendances,
    changes,
    contacts,
    documents,
    events,
    leads,
    opportunities,
    properties,
    settings,
    staff,
    suppressions,
    templates,
    ...campaignRules,
  }
  return Object.hasOwn(rules, resource) ? rules[resource] : undefined
}
