/** A field made of fields in a form: a set of inputs under its name. */
import { Box, FormHelperText, Typography } from '@mui/material'
import { useId } from 'react'
import { inputOf } from './input-registry.ts'
import { useParts } from './parts.tsx'
import type { InputProps } from './view.ts'

export function PartsInput({ help, readOnly, ...place }: InputProps) {
  const id = useId()
  const parts = useParts(place)
  return (
    <Box component="fieldset" aria-labelledby={id} sx={{ border: 0, p: 0, m: 0, mb: 1, minWidth: 0 }}>
      <Typography id={id} component="h2" variant="h3" sx={{ mt: 1, mb: 0.5 }}>
        {place.label}
      </Typography>
      {help && <FormHelperText>{help}</FormHelperText>}
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, columnGap: 2 }}>
        {parts.map(part => {
          const Input = inputOf(part.field)
          const { help: partHelp, required, readOnly: kept } = part.field.options
          return (
            <Box key={part.path} sx={{ minWidth: 0 }}>
              <Input {...part} help={partHelp} required={required} readOnly={readOnly || kept} />
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}
