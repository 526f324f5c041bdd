/** What can be done to the text of a letter. Everything here has a key as well; nothing needs a mouse. */
import CodeIcon from '@mui/icons-material/Code'
import FormatBoldIcon from '@mui/icons-material/FormatBold'
import FormatItalicIcon from '@mui/icons-material/FormatItalic'
import FormatUnderlinedIcon from '@mui/icons-material/FormatUnderlined'
import { Box, MenuItem, Select, ToggleButton, ToggleButtonGroup } from '@mui/material'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { ClearButtons, ListButtons } from 'ra-input-rich-text'
import type { ReactNode } from 'react'
import { useWords } from '../parts/words.ts'
import { ImageButton } from './ImageButton.tsx'
import { InsertField } from './InsertField.tsx'
import { LinkButton } from './LinkButton.tsx'
import type { MergeField } from './mergeFields.ts'
import { WhenButton } from './WhenButton.tsx'

interface LetterToolbarProps {
  editor: Editor
  fields: MergeField[]
  onInsert(code: string): void
  onSource(): void
}

export function LetterToolbar({ editor, fields, onInsert, onSource }: LetterToolbarProps) {
  const words = useWords()
  return (
    <Box
      role="toolbar"
      aria-label={words('templates.toolbar.label')}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.75,
        mb: 0.75,
        alignItems: 'center',
        position: 'sticky',
        top: { xs: 56, md: 64 },
        zIndex: 2,
        bgcolor: 'background.paper',
        py: 0.5,
        '& .MuiToggleButton-root': { p: 0.5, minWidth: 36, minHeight: 36, fontSize: 20, textTransform: 'none' },
      }}
    >
      <InsertField fields={fields} onPick={onInsert} />
      <WhenButton editor={editor} fields={fields} />
      <StyleSelect editor={editor} />
      <Marks editor={editor} />
      <ListButtons size="small" />
      <LinkButton editor={editor} />
      <ImageButton editor={editor} />
      <ClearButtons size="small" />
      <ToggleButton
        value="source"
        size="small"
        onClick={onSource}
        aria-label={words('templates.toolbar.source')}
        title={words('templates.toolbar.source')}
      >
        <CodeIcon fontSize="inherit" />
      </ToggleButton>
    </Box>
  )
}

const marks: [name: 'bold' | 'italic' | 'underline', icon: ReactNode][] = [
  ['bold', <FormatBoldIcon key="b" fontSize="inherit" />],
  ['italic', <FormatItalicIcon key="i" fontSize="inherit" />],
  ['underline', <FormatUnderlinedIcon key="u" fontSize="inherit" />],
]

function Marks({ editor }: { editor: Editor }) {
  const words = useWords()
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) => marks.map(([name]) => name).filter(name => current?.isActive(name)),
  })
  return (
    <ToggleButtonGroup size="small" value={active}>
      {marks.map(([name, icon]) => (
        <ToggleButton
          key={name}
          value={name}
          aria-label={words(`templates.toolbar.${name}`)}
          title={words(`templates.toolbar.${name}`)}
          onMouseDown={event => event.preventDefault()}
          onClick={() => editor.chain().focus().toggleMark(name).run()}
        >
          {icon}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

const levels = [1, 2, 3] as const

function StyleSelect({ editor }: { editor: Editor }) {
  const words = useWords()
  const level = useEditorState({
    editor,
    selector: ({ editor: current }) => levels.find(each => current?.isActive('heading', { level: each })) ?? 0,
  })
  return (
    <Select
      size="small"
      value={level}
      SelectDisplayProps={{ 'aria-label': words('templates.toolbar.style') } as object}
      sx={{ minWidth: 120, width: 'auto', '& .MuiSelect-select': { py: 0.75 } }}
      onChange={event => {
        const chosen = levels.find(each => each === event.target.value)
        const chain = editor.chain().focus()
        if (chosen) chain.setHeading({ level: chosen }).run()
        else chain.setParagraph().run()
      }}
    >
      <MenuItem value={0}>{words('templates.toolbar.text')}</MenuItem>
      {levels.map(each => (
        <MenuItem key={each} value={each}>
          {words(`templates.toolbar.heading${each}`)}
        </MenuItem>
      ))}
    </Select>
  )
}
