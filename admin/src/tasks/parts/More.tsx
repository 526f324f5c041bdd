/** What most people do not need, behind a line that opens. */
import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import { Accordion, AccordionDetails, AccordionSummary, type SxProps, type Theme, Typography } from '@mui/material'
import type { ReactNode } from 'react'

interface MoreProps {
  title: ReactNode
  /** Something is in there already. */
  open?: boolean
  children: ReactNode
  sx?: SxProps<Theme>
}

/** The heading is there for those who hear the page; it must not look like one. */
const plainHeading = { '& .MuiAccordion-heading': { m: 0, fontSize: 'inherit' } }

export function More({ title, open = false, children, sx }: MoreProps) {
  return (
    <Accordion
      variant="outlined"
      disableGutters
      defaultExpanded={open}
      sx={[plainHeading, ...(Array.isArray(sx) ? sx : [sx])]}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Typography component="span" sx={{ fontWeight: 600 }}>
          {title}
        </Typography>
      </AccordionSummary>
      <AccordionDetails>{children}</AccordionDetails>
    </Accordion>
  )
}
