import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Handlebars from 'handlebars'
import type { Language } from './language/locales.ts'
import type { Say } from './language/say.ts'

interface HelperOptions {
  readonly hash: Record<string, string | number>
}

/** Puts in the words that are the same each time: `{{t 'key'}}`, and the same as a value that is handed on. */
class Translation extends Handlebars.Visitor {
  readonly #say: Say

  constructor(say: Say) {
    super()
    this.#say = say
  }

  override MustacheStatement(found: hbs.AST.MustacheStatement): void {
    const text = this.#textOf(found)
    if (text === null) super.MustacheStatement(found)
    else become(found, 'ContentStatement', found.escaped ? Handlebars.escapeExpression(text) : text)
  }

  override SubExpression(found: hbs.AST.SubExpression): void {
    const text = this.#textOf(found)
    if (text === null) super.SubExpression(found)
    else become(found, 'StringLiteral', text)
  }

  #textOf({ path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression): string | null {
    const [key] = params
    const isFixed = (path as hbs.AST.PathExpression).original === 't' && !hash?.pairs.length
    return isFixed && key?.type === 'StringLiteral' ? this.#say((key as hbs.AST.StringLiteral).value) : null
  }
}

const become = (node: hbs.AST.Node, type: string, value: string) =>
  Object.assign(node, { type, value, original: value })

/** Of one language: templates with its words in them, each compiled when it is first shown. */
function handlebarsOf(say: Say): typeof Handlebars {
  const handlebars = Handlebars.create()
  const helpers = {
    t: (key: string, { hash }: HelperOptions) => say(key, hash),
    eq: (a: unknown, b: unknown) => a === b,
    join: (a: unknown, b: unknown) => `${a}${b}`,
  }
  handlebars.registerHelper(helpers)
  const compile = handlebars.compile
  // Partials come through here as well.
  handlebars.compile = (source, options) => {
    const tree = handlebars.parse(source)
    new Translation(say).accept(tree)
    return compile(tree, {
      ...options,
      // Else a text area's second line moves to the right each time it is shown.
      preventIndent: true,
      // A name that is no helper is a value, and need not be looked for among them each time.
      knownHelpersOnly: true,
      knownHelpers: { t: true, eq: true, join: true },
    })
  }
  return handlebars
}

export interface Templates {
  /** `file`: of the view; `layout`: a name among `layouts/`. What is printed with two braces is escaped. */
  render(file: string, layout: string, language: Language, values: object): string
}

/** Handlebars with `{{t 'key' name=value}}` for words. `folder` holds the views, `layouts/` and `partials/`. */
export function createTemplates(folder: string, sayIn: Readonly<Record<Language, Say>>): Templates {
  const partials = readdirSync(join(folder, 'partials')).map(
    (name) => [basename(name, '.hbs'), sourceOf(join(folder, 'partials', name))] as const,
  )
  const inLanguage = (language: Language) => {
    const handlebars = handlebarsOf(sayIn[language])
    handlebars.registerPartial(Object.fromEntries(partials))
    const compiled = new Map<string, Handlebars.TemplateDelegate>()
    return (file: string, values: object): string => {
      const known = compiled.get(file) ?? handlebars.compile(sourceOf(file))
      compiled.set(file, known)
      return known(values).trim()
    }
  }
  const renderIn = new Map<Language, ReturnType<typeof inLanguage>>()
  return {
    render(file, layout, language, values) {
      const render = renderIn.get(language) ?? inLanguage(language)
      renderIn.set(language, render)
      const body = render(file, values)
      return render(join(folder, 'layouts', `${layout}.hbs`), { ...values, body })
    },
  }
}

const sourceOf = (file: string) => readFileSync(file, 'utf8').trim()
