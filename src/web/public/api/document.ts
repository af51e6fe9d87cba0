import { z } from 'zod'
import type { WebConfig } from '../../deps.ts'
import { type Answer, OPERATIONS, type Operation } from './operations.ts'
import { SCHEMAS, type SchemaName } from './schemas.ts'

/** Of the API, not of the tool: raised when something is taken away or means something else. */
const VERSION = '1.0'

const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` })

/** The public API as an OpenAPI 3.1 document: from the table of operations, and from the zod schemas that check what goes in and out. */
export function openApiDocument({ toolUrl, toolName }: WebConfig): object {
  return {
    openapi: '3.1.1',
    info: {
      title: `${toolName}: public API`,
      version: VERSION,
      description:
        'Credentials, what they stand for, who issues them and whether they stand. Everything here is for everybody, from any origin, without a key.',
    },
    servers: [{ url: toolUrl }],
    tags: [...new Set(OPERATIONS.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: pathsOf(OPERATIONS),
    components: { schemas: Object.fromEntries(Object.entries(SCHEMAS).map(schemaOf)) },
  }
}

function schemaOf([name, schema]: [string, z.ZodType]): [string, object] {
  // Within one document the dialect is OpenAPI's own, which is that of JSON Schema 2020-12.
  const { $schema: _, ...written } = z.toJSONSchema(schema)
  return [name, written]
}

function pathsOf(operations: readonly Operation[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation) }
  }
  return paths
}

function operationOf({ id, tag, summary, path, query = [], body, answers }: Operation): object {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', pattern: '^[\\w-]{1,100}$' },
    })),
    ...query.map(({ name, says, required }) => ({
      name,
      in: 'query',
      required,
      description: says,
      schema: { type: 'string' },
    })),
  ]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: bodyOf(body) }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)])),
      429: responseOf({
        says: 'Too many requests in a minute',
        schema: 'Fault',
        types: ['application/json'],
      }),
    },
  }
}

function bodyOf({ schema, multipart }: NonNullable<Operation['body']>): object {
  const file = { type: 'object', required: ['file'], properties: { file: {}, recipient: { type: 'string' } } }
  return {
    required: true,
    content: {
      'application/json': { schema: ref(schema) },
      ...(multipart && { 'multipart/form-data': { schema: file } }),
    },
  }
}

function responseOf({ says, schema, types }: Answer): object {
  const json = (type: string) => /[/+]json$/.test(type)
  return {
    description: says,
    content: Object.fromEntries(
      types.map((type) => [type, schema && json(type) ? { schema: ref(schema) } : {}]),
    ),
  }
}
