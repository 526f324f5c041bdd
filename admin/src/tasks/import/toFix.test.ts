import { expect, test } from 'vitest'
import { withReasons } from './toFix.ts'

const loud = (reason: string) => reason.toUpperCase()

test('the reason of each row is said anew, and nothing else is touched', () => {
  const csv = '\ufeffProblem,Row,Name\r\n"no, ""that""",2,"Anna\r\nreason"\r\nempty,3,\r\n'
  expect(withReasons(csv, loud)).toBe('\ufeffPROBLEM,Row,Name\r\n"NO, ""THAT""",2,"Anna\r\nreason"\r\nEMPTY,3,\r\n')
})

test('what says the same again is the same file', () => {
  const csv = 'Problem,Row,Name\r\n"Name: “a, b”, says ""who""?",2,"x,y"\r\nfine,3,"  spaced"'
  expect(withReasons(csv, reason => reason)).toBe(csv)
})

test('a file that is none of ours stays as it is', () => {
  const csv = 'a "quote" in the middle,2\r\n'
  expect(withReasons(csv, loud)).toBe(csv)
})
