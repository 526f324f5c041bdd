import { useEffect, useRef } from 'react'
import { useInput, useTranslate } from 'react-admin'
import { useWatch } from 'react-hook-form'
import { TextInput } from '../../fields/text.input.tsx'
import type { InputProps } from '../../fields/view.ts'
import { keyFrom } from './key.ts'

/** Follows the label until somebody types a key of their own; nobody has to know what a key is. */
export function KeyInput(props: InputProps) {
  const translate = useTranslate()
  const { field } = useInput({ source: props.path })
  const label: unknown = useWatch({ name: 'label' })
  const followed = useRef('')
  useEffect(() => {
    if (props.readOnly || (field.value && field.value !== followed.current)) return
    followed.current = keyFrom(String(label ?? ''))
    if (followed.current !== (field.value ?? '')) field.onChange(followed.current)
  }, [label, field, props.readOnly])
  return <TextInput {...props} help={translate('ownFields.keyHelp')} />
}
