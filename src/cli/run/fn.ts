import { InputError, readText } from '../../project/read.ts'
import type { ExitCode } from '../command.ts'
import { writeErr, writeOut } from '../streams.ts'
import { type Answer, answerTo, answerToNothing } from './krm/answer.ts'

const largestList = 100_000_000

/** A KRM function: whatever it is given, it answers with a ResourceList. */
export function runFunction(): ExitCode {
  const { list, lines, failed } = answerToStdin()
  writeOut(list)
  writeErr(lines)
  return failed ? 1 : 0
}

function answerToStdin(): Answer {
  try {
    return answerTo(readText('-', largestList))
  } catch (error) {
    if (error instanceof InputError) return answerToNothing(error.message)
    throw error
  }
}
