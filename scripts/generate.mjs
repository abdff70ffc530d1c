// `npm run generate`: writes what is made from other files and kept in Git all the same. Tests hold it to be current.
import './docs-values.mjs'
import './docs-fixes.mjs'
import './docs-rules.mjs'
import './docs-timeline.mjs'
