/** One stage with its cards. */

import { majorUnits } from '@dormouse/model'
import { Draggable, Droppable } from '@hello-pangea/dnd'
import DragIndicatorIcon from '@mui/icons-material/DragIndicator'
import MoreVertIcon from '@mui/icons-material/MoreVert'
import { Link as Anchor, Box, Chip, IconButton, Menu, MenuItem, Card as Paper, Typography } from '@mui/material'
import { useState } from 'react'
import { useLocaleState } from 'react-admin'
import { Link } from 'react-router-dom'
import { spoken } from '../parts/time.ts'
import { useNumber, useWords } from '../parts/words.ts'
import { type Card, isAllowed, type Stage } from './Board.tsx'

interface ColumnProps {
  stage: Stage
  stages: readonly Stage[]
  cards: Card[]
  pipeline: string
  /** The dragged card may not come here. */
  isClosed: boolean
  mayMove: boolean
  onMove(id: string, to: string): void
}

export function Column({ stage, stages, cards, pipeline, isClosed, mayMove, onMove }: ColumnProps) {
  const words = useWords()
  const number = useNumber()
  return (
    <Box
      component="section"
      aria-label={stage.name}
      sx={{
        flex: '0 0 min(290px, 84vw)',
        scrollSnapAlign: 'start',
        bgcolor: 'action.hover',
        borderRadius: 2,
        borderTop: 4,
        borderColor: stage.colour ?? 'divider',
        opacity: isClosed ? 0.45 : 1,
      }}
    >
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', px: 1.5, pt: 1 }}>
        <Typography variant="h2">{stage.name}</Typography>
        <Chip size="small" label={number(cards.length)} />
      </Box>
      <Droppable droppableId={stage.id} isDropDisabled={isClosed || !mayMove}>
        {(drop, { isDraggingOver }) => (
          <Box
            ref={drop.innerRef}
            {...drop.droppableProps}
            sx={{
              p: 1,
              minHeight: 120,

              bgcolor: isDraggingOver ? 'action.selected' : undefined,
              borderRadius: 2,
            }}
          >
            {cards.map((card, index) => (
              <Draggable key={card.id} draggableId={card.id} index={index} isDragDisabled={!mayMove}>
                {(drag, { isDragging }) => (
                  <Paper
                    ref={drag.innerRef}
                    {...drag.draggableProps}
                    sx={{
                      p: 1,
                      mb: 1,
                      display: 'flex',
                      gap: 0.5,
                      boxShadow: isDragging ? 6 : 0,
                    }}
                  >
                    {mayMove && (
                      <Box
                        {...drag.dragHandleProps}
                        aria-label={words('leads.drag', { name: card.title })}
                        sx={{
                          color: 'text.secondary',

                          borderRadius: 1,
                          alignSelf: 'flex-start',
                          display: 'flex',
                        }}
                      >
                        <DragIndicatorIcon fontSize="small" />
                      </Box>
                    )}
                    <CardText card={card} pipeline={pipeline} />
                    {mayMove && <MoveMenu card={card} stages={stages} onMove={onMove} />}
                  </Paper>
                )}
              </Draggable>
            ))}
            {drop.placeholder}
          </Box>
        )}
      </Droppable>
    </Box>
  )
}

function CardText({ card, pipeline }: { card: Card; pipeline: string }) {
  const words = useWords()
  const [locale] = useLocaleState()
  const entered = Date.parse(String(card.stageEnteredAt ?? ''))
  const age = Number.isNaN(entered) ? undefined : spoken((Date.now() - entered) / 1000)
  const worth = card.value?.amount
    ? new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: card.value.currency,
        maximumFractionDigits: 0,
      }).format(Number(majorUnits(card.value)))
    : undefined
  return (
    <Box sx={{ flex: 1, minWidth: 0 }}>
      <Anchor
        component={Link}
        to={`/${pipeline}/${card.id}/show`}
        sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
        underline="hover"
      >
        {card.title}
      </Anchor>
      <Typography variant="body2" color="textSecondary">
        {[worth, age && words(`leads.here.${age.unit}`, { count: age.count })].filter(Boolean).join(' · ')}
      </Typography>
    </Box>
  )
}

function MoveMenu({
  card,
  stages,
  onMove,
}: {
  card: Card
  stages: readonly Stage[]
  onMove(id: string, to: string): void
}) {
  const words = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <IconButton
        size="small"
        aria-label={words('leads.moveOne', { name: card.title })}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
        sx={{ alignSelf: 'flex-start' }}
      >
        <MoreVertIcon fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {stages
          .filter(stage => stage.id !== card.stageId)
          .map(stage => (
            <MenuItem
              key={stage.id}
              disabled={!isAllowed(stages, card.stageId, stage.id)}
              onClick={() => {
                setAnchor(null)
                onMove(card.id, stage.id)
              }}
            >
              {words('leads.moveTo', { stage: stage.name })}
            </MenuItem>
          ))}
      </Menu>
    </>
  )
}
