import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Express } from 'express'

/**
 * A server whose requests and responses are born as Express's. Express changes the prototype of each as it comes, and V8 then gives each
 * a hidden class of its own: whatever looks at one of them has to search, which took a tenth of a launch. To set the prototype that is
 * there already changes nothing.
 */
export function createHttpServer(web: Express): Server {
  class ToolRequest extends IncomingMessage {}
  class ToolResponse extends ServerResponse {}
  Object.setPrototypeOf(ToolRequest.prototype, web.request)
  Object.setPrototypeOf(ToolResponse.prototype, web.response)
  Object.assign(web, { request: ToolRequest.prototype, response: ToolResponse.prototype })
  return createServer({ IncomingMessage: ToolRequest, ServerResponse: ToolResponse }, web)
}
