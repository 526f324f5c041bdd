/** What most people do not need, behind a line that opens. */
import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import { Accordion, AccordionDetails, AccordionSummary, type SxProps, type Theme, Typography } from '@mui/material'
import type { ReactNode } from 'react'

interface MoreProps {
  title: ReactNode
  /** Something is in there already. */
  open?: boolean
  children: ReactNode
  /** What is in there is made only when it is looked at. */
  lazy?: boolean
  sx?: SxProps<Theme>
}

const styles = {
  // The heading is there for those who hear the page; it must not look like one.
  '& .MuiAccordion-heading': { m: 0, fontSize: 'inherit' },
  // Each stands for itself, whatever else stands beside it.
  '&&': { borderRadius: 1, borderBottom: 1, borderColor: 'divider' },
}

export function More({ title, open = false, children, lazy = false, sx }: MoreProps) {
  return (
    <Accordion
      variant="outlined"
      disableGutters
      defaultExpanded={open}
      slotProps={{ transition: { unmountOnExit: lazy } }}
      sx={[styles, ...(Array.isArray(sx) ? sx : [sx])]}
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
