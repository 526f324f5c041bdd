/**
 * Where a derived screen is not quite right for its resource: another button for an
 * action, another input for a field, another look of a value. One
 * folder a resource; whole screens made by hand stand in `tasks/`.
 */
import { lazy } from 'react'
import type { ScreenOverrides } from '../contract.ts'
import { AboutCell } from './AboutCell.tsx'
import { PersonCell } from './PersonCell.tsx'
import { OptionsCell } from './properties/OptionsCell.tsx'
import { RecordCell, ResourceCell } from './RecordCell.tsx'

const InviteButton = lazy(async () => ({ default: (await import('./staff/InviteButton.tsx')).InviteButton }))
// Inputs come with the first form, not with the first list.
const KeyInput = lazy(async () => ({ default: (await import('./properties/KeyInput.tsx')).KeyInput }))
const OptionsInput = lazy(async () => ({ default: (await import('./properties/OptionsInput.tsx')).OptionsInput }))

export const resources: Record<string, ScreenOverrides> = {
  properties: { inputs: { key: KeyInput, options: OptionsInput }, cells: { options: OptionsCell } },
  changes: { cells: { by: PersonCell, resource: ResourceCell, recordId: RecordCell } },
  jobs: { cells: { resource: ResourceCell, recordId: RecordCell, intoId: RecordCell } },
  logs: { cells: { actor: PersonCell, about: AboutCell } },
  staff: { actions: { invite: InviteButton } },
  transitions: { cells: { by: PersonCell, recordId: RecordCell } },
}
