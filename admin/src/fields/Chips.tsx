import { Box, Chip } from '@mui/material'

/** In a table the first, and how many more there are. */
const shownMax = 1

export function Chips({ words, all }: { words: string[]; all?: boolean }) {
  const shown = all ? words : words.slice(0, shownMax)
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: all ? 'wrap' : 'nowrap', gap: 0.5 }}>
      {shown.map(word => (
        <Chip key={word} label={word} size="small" component="span" />
      ))}
      {words.length > shown.length && (
        <Chip label={`+${words.length - shown.length}`} size="small" variant="outlined" component="span" />
      )}
    </Box>
  )
}
