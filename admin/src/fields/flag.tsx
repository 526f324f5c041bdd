import type { FlagOptions } from '@dormouse/model'
import CheckIcon from '@mui/icons-material/CheckOutlined'
import NoIcon from '@mui/icons-material/RemoveOutlined'
import { ToggleButton, ToggleButtonGroup } from '@mui/material'
import { BooleanInput, NullableBooleanInput, useTranslate } from 'react-admin'
import { Named } from './filters.tsx'
import { inputProps } from './inputs.tsx'
import { type FilterProps, type InputProps, type ValueProps, view } from './view.ts'

export const flag = view<FlagOptions>({
  Input: FlagInput,
  Show: ({ value }) => <Word value={value} />,
  Cell: FlagCell,
  Filter: FlagFilter,
})

/** A switch where it is yes or no; a choice of three where "not known" is an answer too. */
function FlagInput(props: InputProps<FlagOptions>) {
  const { required, initial } = props.field.options
  if (required || typeof initial === 'boolean') return <BooleanInput {...inputProps(props)} disabled={props.readOnly} />
  return <NullableBooleanInput {...inputProps(props)} disabled={props.readOnly} />
}

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
  const value = get('')
  return (
    <Named label={label}>
      <ToggleButtonGroup
        exclusive
        size="small"
        fullWidth
        value={value === true ? 'yes' : value === false ? 'no' : ''}
        onChange={(_event, next) => set({ '': next === 'yes' ? true : next === 'no' ? false : undefined })}
        aria-label={label}
        sx={{ mt: 0.75 }}
      >
        <ToggleButton value="yes">{translate('ra.boolean.true')}</ToggleButton>
        <ToggleButton value="no">{translate('ra.boolean.false')}</ToggleButton>
      </ToggleButtonGroup>
    </Named>
  )
}
