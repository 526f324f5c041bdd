import type { WithTarget } from '@dormouse/model'
import { Chip } from '@mui/material'
import { useReference } from 'react-admin'
import { ReferenceFilter } from './ReferenceFilter.tsx'
import { view } from './view.ts'

type StageOptions = WithTarget & { pipeline: string }

export const stage = view<StageOptions>({
  Show: ({ value }) => <StageChip id={value} />,
  Filter: props => <ReferenceFilter {...props} to="stages" only={{ pipeline: props.field.options.pipeline }} />,
})

/** The stage's name, with its colour as a mark beside it: on no background could every colour be read. */
function StageChip({ id }: { id: string }) {
  const { referenceRecord } = useReference({ reference: 'stages', id })
  if (!referenceRecord) return null
  const mark = (
    <span
      style={{
        width: 10,
        height: 10,
        borderRadius: 5,
        marginLeft: 8,
        background: referenceRecord.colour ?? 'currentColor',
      }}
    />
  )
  return <Chip component="span" size="small" variant="outlined" icon={mark} label={referenceRecord.name} />
}
