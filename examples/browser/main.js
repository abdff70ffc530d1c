import { lint, render, timeline } from 'serin'

const values = document.querySelector('textarea')
const problems = document.querySelector('ul')
const output = document.querySelector('pre')

function show() {
  const input = { values: [{ name: 'values.yaml', text: values.value }], app: 'shop', namespace: 'prod' }
  problems.replaceChildren(
    ...lint(input).map(({ code, severity, message, place }) => {
      const item = document.createElement('li')
      item.textContent = `line ${place.line}: ${severity}: ${message} [${code}]`
      return item
    }),
  )
  const manifests = render(input).manifests.filter(({ part }) => part !== 'changed')
  const [rollout] = timeline(input).timelines
  output.textContent = `${manifests.map(({ yaml }) => yaml).join('---\n')}\n${rollout?.text ?? ''}`
}

values.addEventListener('input', show)
show()
