import type { FlagOptions } from '@dormouse/model'
import CheckIcon from '@mui/icons-material/CheckOutlined'
import NoIcon from '@mui/icons-material/RemoveOutlined'
import { ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Named, useAtOnce } from './filters.tsx'
import { type FilterProps, type ValueProps, view } from './view.ts'

export const flag = view<FlagOptions>({
  Show: ({ value }) => <Word value={value} />,
  Cell: FlagCell,
  Filter: FlagFilter,
})

function Word({ value }: { value: boolean }) {
  const translate = useTranslate()
  return <span>{translate(value ? 'ra.boolean.true' : 'ra.boolean.false')}</span>
}

function FlagCell({ value }: ValueProps<FlagOptions>) {
  const translate = useTranslate()
  return value ? (
    <CheckIcon fontSize="small" color="success" titleAccess={translate('ra.boolean.true')} />
  ) : (
    <NoIcon fontSize="small" sx={{ color: 'text.secondary' }} titleAccess={translate('ra.boolean.false')} />
  )
}

function FlagFilter({ label, get, set }: FilterProps<FlagOptions>) {
  const translate = useTranslate()
  const [value, choose] = useAtOnce(get('') ?? null, next => set({ '': next ?? undefined }))
  return (
    <Named label={label}>
      <ToggleButtonGroup
        exclusive
        size="small"
        fullWidth
        value={value === true ? 'yes' : value === false ? 'no' : ''}
        onChange={(_event, next) => choose(next === 'yes' ? true : next === 'no' ? false : null)}
        aria-label={label}
        sx={{ mt: 0.75 }}
      >
        <ToggleButton value="yes">{translate('ra.boolean.true')}</ToggleButton>
        <ToggleButton value="no">{translate('ra.boolean.false')}</ToggleButton>
      </ToggleButtonGroup>
    </Named>
  )
}
