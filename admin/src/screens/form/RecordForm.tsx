/** The derived form: inputs in tabs as the declaration groups them, checked by the model before and by the server after. */
import { Box, Card } from '@mui/material'
import { Suspense } from 'react'
import { SimpleForm, TabbedForm, useTranslate } from 'react-admin'
import { inputOf } from '../../fields/inputs.ts'
import { overridesOf } from '../../overrides.ts'
import { type Place, usePlaces, useProperties, writable } from '../places.ts'
import { tabsOf } from '../tabs.ts'
import { declarationOf } from '../titles.ts'
import { checker } from './check.ts'
import { FormButtons } from './FormButtons.tsx'

interface Props {
  resource: string
  doing: 'create' | 'edit'
  /** Values of a new record. */
  defaultValues?: Record<string, unknown>
}

/** Fields that staff added may arrive late and bring initial values: what is typed by then stays. */
const keepTyped = { keepDirtyValues: true }

export function RecordForm({ resource, doing, defaultValues }: Props) {
  const translate = useTranslate()
  const properties = useProperties(resource)
  const tabs = tabsOf(usePlaces(resource).filter(place => isOffered(place, doing)))
  const shared = {
    validate: checker(declarationOf(resource), doing, properties),
    toolbar: <FormButtons resource={resource} doing={doing} />,
    defaultValues,
    resetOptions: doing === 'create' ? keepTyped : undefined,
    warnWhenUnsavedChanges: true,
    noValidate: true,
  }
  if (tabs.length <= 1)
    return (
      <Card sx={{ overflow: 'visible' }}>
        <SimpleForm {...shared}>
          <Inputs places={tabs[0]?.places ?? []} doing={doing} />
        </SimpleForm>
      </Card>
    )
  return (
    <Card sx={{ overflow: 'visible' }}>
      <TabbedForm {...shared} syncWithLocation={false}>
        {tabs.map(({ name, places }) => (
          <TabbedForm.Tab key={name ?? ''} label={translate(`groups.${name ?? 'main'}`, { _: name })}>
            <Inputs places={places} doing={doing} />
          </TabbedForm.Tab>
        ))}
      </TabbedForm>
    </Card>
  )
}

/** On a create whatever nobody may fill in is left out; on an edit it is shown, so that one sees what there is. */
const isOffered = (place: Place, doing: Props['doing']): boolean =>
  place.field.kind !== 'computed' &&
  place.field.kind !== 'rollup' &&
  !place.field.options.readOnly &&
  (doing === 'edit' || writable(place, 'create'))

/** Kinds that need the whole width. */
const broad = new Set(['longText', 'richText', 'json', 'address', 'group', 'refs', 'tags', 'choices'])

function Inputs({ places, doing }: { places: Place[]; doing: Props['doing'] }) {
  const translate = useTranslate()
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' },
        columnGap: 3,
        width: '100%',
        maxWidth: 880,
      }}
    >
      {places.map(place => {
        const Input = overridesOf(place.resource).inputs?.[place.path] ?? inputOf(place.field)
        const { help, required } = place.field.options
        return (
          <Box key={place.path} sx={{ gridColumn: broad.has(place.field.kind) ? '1 / -1' : undefined, minWidth: 0 }}>
            <Suspense fallback={null}>
              <Input
                {...place}
                help={help && translate(`resources.${place.resource}.help.${place.path}`, { _: help })}
                required={required}
                readOnly={!writable(place, doing)}
              />
            </Suspense>
          </Box>
        )
      })}
    </Box>
  )
}
