export const HELP = `Credential Ladder: the operator's commands

  registration-link [--auto-approve] [--host HOST] [--hours N]
                                             a one-time link that registers a VLE; its last line is the link alone
  platform add --name NAME --issuer URL --client-id ID --deployment-id ID --auth-url URL --token-url URL --jwks-url URL
               [--token-audience URL] [--approve]
  platform list
  platform approve ID
  platform suspend ID
  platform webservice --platform ID|NAME --url URL | --platform ID|NAME --remove
                                             lets Moodle's own completion and grades be read, as an add-on; the token is read from
                                             standard input, or from MOODLE_TOKEN
  issuer list
  issuer add --name NAME --url URL [--email EMAIL] [--description TEXT] [--logo FILE] [--colour #rrggbb]
  issuer set ID [--name NAME] [--url URL] [--email EMAIL] [--description TEXT] [--logo FILE] [--colour #rrggbb] [--remove]
                                             --remove takes the logo away; what was issued stays as it is
  issuer use ID --platform ID|NAME | --course ID
                                             whose name a VLE's courses, or one course, issue in from now on
  refresh [--course ID]                      read courses from their VLE now
  credential revoke ID --reason TEXT         withdraws a credential, and those that rest on it
  credential reissue ID --reason TEXT [--earned-on YYYY-MM-DD] | --course ID --reason TEXT
                                             issues one, or all of a course, anew with what is right now: the old one is replaced
  export --person ID | --platform ID|NAME --sub SUB
                                             all that is held about a person; with --json the whole of it
  erase --person ID | --platform ID|NAME --sub SUB [--yes]
                                             what would go; with --yes it goes for good, and scores leave the gradebook
  doctor [--platform ID]                     look at everything and say how to mend it: exits 0 all is well, 1 something fails,
                                             2 not everything could be checked
  keys list                                  the keys that VLEs and verifiers know, and when each signs
  keys rotate [--use lti|badge|token] [--issuer ID] [--now | --withdraw]
                                             publishes successors, which sign once everybody can know them;
                                             --now: at once; --withdraw: at once, and the old ones are compromised
  keys reseal                                encrypts private keys anew, after SECRET_KEY was changed
  verify FILE [--recipient EMAIL] [--offline]
                                             is this badge genuine? exits 0 valid, 1 invalid, 2 unknown

Every command takes --json. Settings come from the environment or from .env (see .env.example).
While the tool runs here, commands go through it: its settings count then, and they work without stopping it.`
