import type { CredentialForm, Credentials } from '../../src/app/contract.ts'

/** The bytes of a credential in one of its forms. */
export async function download(credentials: Credentials, id: string, form: CredentialForm): Promise<Buffer> {
  return Buffer.from((await credentials.file(id, form)).body)
}
