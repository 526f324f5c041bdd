/** How the sentence builder lies on the page: one sentence a line, on a phone one part a line. */
import type { Theme } from '@mui/material/styles'
import type { SystemStyleObject } from '@mui/system'

export const builderStyles: SystemStyleObject<Theme> = {
  '& .ruleGroup': { display: 'flex', flexDirection: 'column', gap: 1.25, minWidth: 0 },
  '& .ruleGroup .ruleGroup': {
    border: 1,
    borderColor: 'divider',
    borderLeft: 4,
    borderLeftColor: 'secondary.main',
    borderRadius: 1,
    p: 1.5,
  },
  // The header holds what adds conditions; on the page that belongs under them.
  '& .ruleGroup-header': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 },
  '& .ruleGroup-body': { display: 'flex', flexDirection: 'column', gap: 1.25, minWidth: 0 },
  '& .combine': { display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', mr: 'auto' },
  '& .combine .MuiSelect-select': { py: 0.75 },
  '& .rule': {
    display: 'grid',
    gridTemplateColumns: { xs: '1fr auto', sm: 'minmax(170px, 1.1fr) minmax(130px, auto) minmax(170px, 1.6fr) auto' },
    gap: 1,
    alignItems: 'center',
    minWidth: 0,
    p: { xs: 1, sm: 0 },
    bgcolor: { xs: 'action.hover', sm: 'transparent' },
    borderRadius: 1,
  },
  '& .rule > *': { gridColumn: { xs: '1', sm: 'auto' }, minWidth: 0 },
  '& .rule > .remove': { gridColumn: { xs: '2', sm: '4' }, gridRow: { xs: '1', sm: '1' } },
  '& .rule .MuiFormControl-root': { my: 0 },
}
