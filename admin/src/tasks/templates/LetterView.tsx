/** A finished letter: subject, and the HTML at computer or phone width, or its plain text. */
import ComputerIcon from '@mui/icons-material/ComputerOutlined'
import TextIcon from '@mui/icons-material/NotesOutlined'
import PhoneIcon from '@mui/icons-material/PhoneIphoneOutlined'
import { Box, Paper, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material'
import { useState } from 'react'
import { LetterFrame } from '../parts/LetterFrame.tsx'
import { useWords } from '../parts/words.ts'

export interface FinishedLetter {
  subject: string
  html: string
  text: string
}

const widths = { computer: undefined, phone: 375 } as const
type Form = 'computer' | 'phone' | 'text'

export function LetterView({ letter }: { letter: FinishedLetter }) {
  const words = useWords()
  const [form, setForm] = useState<Form>('computer')
  return (
    <Box>
      <Box
        sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 1, mb: 1, flexWrap: 'wrap' }}
      >
        <Typography sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {words('templates.preview.subject')}{' '}
          </Box>
          <strong data-testid="letter-subject">{letter.subject}</strong>
        </Typography>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={form}
          onChange={(_, next: Form | null) => next && setForm(next)}
          aria-label={words('templates.preview.form')}
        >
          <ToggleButton
            value="computer"
            aria-label={words('templates.preview.computer')}
            title={words('templates.preview.computer')}
          >
            <ComputerIcon fontSize="small" />
          </ToggleButton>
          <ToggleButton
            value="phone"
            aria-label={words('templates.preview.phone')}
            title={words('templates.preview.phone')}
          >
            <PhoneIcon fontSize="small" />
          </ToggleButton>
          <ToggleButton
            value="text"
            aria-label={words('templates.preview.text')}
            title={words('templates.preview.text')}
          >
            <TextIcon fontSize="small" />
          </ToggleButton>
        </ToggleButtonGroup>
      </Box>
      {form === 'text' ? (
        <Paper
          variant="outlined"
          sx={{
            p: 2,
            whiteSpace: 'pre-wrap',
            fontFamily: 'ui-monospace, monospace',
            fontSize: '0.85rem',
            overflowWrap: 'anywhere',
          }}
        >
          {letter.text}
        </Paper>
      ) : (
        <LetterFrame html={letter.html} title={words('templates.preview.frame')} width={widths[form]} />
      )}
    </Box>
  )
}
