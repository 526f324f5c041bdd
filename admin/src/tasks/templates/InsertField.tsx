/** The button that offers what may stand in a letter. */
import DataObjectIcon from '@mui/icons-material/PersonAddAltOutlined'
import { Button, ListSubheader, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { useWords } from '../parts/words.ts'
import type { MergeField } from './mergeFields.ts'

interface InsertFieldProps {
  fields: MergeField[]
  onPick(code: string): void
  label?: string
  /** Only fields of the reader. */
  personOnly?: boolean
  /** Less prominent, beside the label of a line. */
  quiet?: boolean
}

const groups = ['person', 'own', 'letter'] as const

export function InsertField({ fields, onPick, label, personOnly, quiet }: InsertFieldProps) {
  const words = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const shown = groups.filter(group => !(personOnly && group === 'letter') && fields.some(each => each.group === group))
  return (
    <>
      <Button
        size="small"
        variant={quiet ? 'text' : 'outlined'}
        startIcon={<DataObjectIcon />}
        aria-haspopup="menu"
        // The editor keeps its caret: the chip goes where one was writing.
        onMouseDown={event => event.preventDefault()}
        onClick={event => setAnchor(event.currentTarget)}
        sx={{ flexShrink: 0 }}
      >
        {label ?? words('templates.insert')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { maxHeight: 380 } } }}
      >
        {shown.flatMap(group => [
          <ListSubheader key={group} sx={{ lineHeight: '32px' }}>
            {words(`templates.fieldGroup.${group}`)}
          </ListSubheader>,
          ...fields
            .filter(each => each.group === group)
            .map(({ code, label }) => (
              <MenuItem
                key={code}
                dense
                onClick={() => {
                  setAnchor(null)
                  onPick(code)
                }}
              >
                {label}
              </MenuItem>
            )),
        ])}
      </Menu>
    </>
  )
}
