/** A refusal in the words of Moodle's web services. */
export class WebServiceRefusal extends Error {
  readonly exception: string
  readonly errorcode: string
  constructor(exception: string, errorcode: string) {
    super(errorcode)
    this.exception = exception
    this.errorcode = errorcode
  }
}
