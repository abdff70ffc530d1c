export { hasErrors, type Outcome, type Output, outcomeOf, type Part, type Predicted } from '../library/outcome.ts'
