/** What a public credential is held against: express with as little as it takes. Started by `serve.ts` with a folder and a port. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import { engine } from 'express-handlebars'

const [folder = '', port = ''] = process.argv.slice(2)
const body = readFileSync(join(folder, 'credential.json'), 'utf8')
const views = join(import.meta.dirname, 'support', 'views')
const app = express()
app.engine('hbs', engine({ extname: '.hbs', layoutsDir: views, defaultLayout: 'layout' }))
app.set('views', views)
app.set('view engine', 'hbs')
app.enable('view cache')
app.get('/constant', (_req, res) => {
  res.type('json').send(body)
})
const facts = Array.from({ length: 12 }, (_, index) => ({
  name: `Fact ${index}`,
  value: `What it is, in a sentence, number ${index}`,
}))
app.get('/page', (_req, res) => {
  res.render('page', { title: 'Completed: Teaching Online', facts })
})
app.use(express.static(folder))
app.listen(Number(port), '127.0.0.1')
