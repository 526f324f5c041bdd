import type { TagsOptions } from '@dormouse/model'
import { useInput } from 'react-admin'
import { useSaid } from '../i18n/useSaid.ts'
import { TagsPicker } from './tags.tsx'
import type { InputProps } from './view.ts'

export function TagsInput({ resource, path, label, help, readOnly }: InputProps<TagsOptions>) {
  const said = useSaid()
  const { field, fieldState } = useInput({ source: path })
  return (
    <TagsPicker
      resource={resource}
      path={path}
      label={label}
      value={field.value || []}
      onChange={field.onChange}
      onBlur={field.onBlur}
      readOnly={readOnly}
      error={fieldState.error !== undefined}
      help={fieldState.error?.message ? said(fieldState.error.message) : help}
    />
  )
}
